using HpcClient.Wording;

namespace HpcClient.Gears;

/// <summary>Asks whether a misspelt key or word was meant to be a known one: more reluctant than for settings, as a manifest may hold much of its own.</summary>
internal static class NearestKey
{
    /// <summary>A sentence that begins the remedy: <c>Did you mean 'default'? </c>; empty when nothing is near enough to be meant.</summary>
    public static string Question(string word, IEnumerable<string> known) => Of(word, known) is { } near ? $"Did you mean '{near}'? " : "";

    /// <summary>The word of <paramref name="known"/> nearest to <paramref name="word"/>; null when none is near enough.</summary>
    public static string? Of(string word, IEnumerable<string> known) => NearestName.Of(word, known, slips: 1, lettersPerSlip: 4);
}
