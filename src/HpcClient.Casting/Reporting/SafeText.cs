using System.Globalization;

namespace HpcClient.Casting.Reporting;

/// <summary>Text of strangers, made fit to stand in a log line: short, in one line, without signs that nobody sees.</summary>
internal static class SafeText
{
    /// <summary>Most characters that are shown.</summary>
    public const int MaxLength = 60;

    /// <summary>
    /// <paramref name="text"/> with a question mark for each character that breaks or turns a line or cannot be seen, such
    /// as U+202E, which shows what follows backwards.
    /// </summary>
    public static string Of(string text)
    {
        var shown = new string([.. text.Take(MaxLength).Select(c => IsFit(c) ? c : '?')]);
        return text.Length > MaxLength ? shown + "…" : shown;
    }

    private static bool IsFit(char c) => char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
