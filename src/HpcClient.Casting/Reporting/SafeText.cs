using System.Globalization;
using System.Text;

namespace HpcClient.Casting.Reporting;

/// <summary>Text of strangers, made fit to stand in a log line: short, in one line, without signs that nobody sees.</summary>
internal static class SafeText
{
    /// <summary>Most characters that are shown.</summary>
    public const int MaxLength = 60;

    /// <summary>Most characters of a text that is shown whole.</summary>
    public const int MaxWholeLength = 4000;

    /// <summary>
    /// <paramref name="text"/> with a question mark for each character that breaks or turns a line or cannot be seen, such
    /// as U+202E, which shows what follows backwards.
    /// </summary>
    public static string Of(string text)
    {
        var shown = new string([.. text.Take(MaxLength).Select(c => IsFit(c) ? c : '?')]);
        return text.Length > MaxLength ? shown + "…" : shown;
    }

    /// <summary>The same for text that is to be read whole, such as a reason: line ends become spaces.</summary>
    public static string Whole(string text)
    {
        var line = text.Trim().ReplaceLineEndings(" ");
        var shown = string.Concat(line.EnumerateRunes().Take(MaxWholeLength).Select(rune => IsFit(Rune.GetUnicodeCategory(rune)) ? rune.ToString() : "?"));
        return line.Length > MaxWholeLength ? shown + "…" : shown;
    }

    private static bool IsFit(char c) => IsFit(char.GetUnicodeCategory(c));

    private static bool IsFit(UnicodeCategory category) => category is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
