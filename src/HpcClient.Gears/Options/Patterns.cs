using System.Text.RegularExpressions;

namespace HpcClient.Gears.Options;

/// <summary>Regular expressions of manifests; hostile ones cost at most a second.</summary>
internal static class Patterns
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Why <paramref name="pattern"/> is none, or null.</summary>
    public static string? Fault(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, Limit);
            return null;
        }
        catch (ArgumentException e)
        {
            // "Invalid pattern 'x' at offset 1. Why."
            var why = e.Message.Split(". ", 2);
            return string.Concat((why.Length == 2 ? why[1] : e.Message).Select(c => char.IsControl(c) ? ' ' : c));
        }
    }

    /// <summary>Whether it uses what Python or JavaScript know and .NET does not: named groups of Python, the empty classes of JavaScript.</summary>
    public static bool IsOfAnotherDialect(string pattern) =>
        pattern.Contains("(?P", StringComparison.Ordinal) || pattern.Contains("[^]", StringComparison.Ordinal) || pattern.Contains("[]", StringComparison.Ordinal);

    /// <summary>Whether <paramref name="text"/> fits; one that cannot be told counts as fitting.</summary>
    public static bool Fits(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Limit);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return true;
        }
    }
}
