using System.Globalization;

namespace HpcClient.Scheduling.Observations;

/// <summary>Words of a scheduler, its administrators and its users, made fit for a line that a person reads.</summary>
internal static class PlainWords
{
    private const int MaxLength = 200;

    /// <summary>The text without line breaks, controls and marks that steer a terminal, and not longer than a line.</summary>
    public static string Of(string text)
    {
        var shown = text.Length > MaxLength ? string.Concat(text.AsSpan(0, MaxLength), "…") : text;
        return shown.Any(IsUnsafe) ? string.Concat(shown.Select(c => IsUnsafe(c) ? '?' : c)) : shown;
    }

    /// <summary>Memory as a person writes it: <c>64M</c>, <c>1.5G</c>.</summary>
    public static string Memory(long bytes)
    {
        var (value, unit) = (bytes / (1024d * 1024), 'M');
        foreach (var larger in "GT")
        {
            if (value >= 1024)
            {
                (value, unit) = (value / 1024, larger);
            }
        }

        return value.ToString("0.#", CultureInfo.InvariantCulture) + unit;
    }

    /// <summary><c>1 CPU</c>, <c>4 CPUs</c>.</summary>
    public static string Count(int number, string thing) => string.Create(CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? "" : "s")}");

    private static bool IsUnsafe(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
