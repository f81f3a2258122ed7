using System.Globalization;
using System.Text.RegularExpressions;

namespace HpcClient.Scheduling.Lsf;

/// <summary>Reads the values that LSF's commands print.</summary>
internal static partial class LsfValues
{
    private static readonly string[] WithYear = ["MMM d HH:mm yyyy", "MMM d HH:mm:ss yyyy", "ddd MMM d HH:mm:ss yyyy"];

    /// <summary>A moment in UTC such as <c>Nov 22 20:25 L</c>; where the year is missing, the latest one that lies not in the future.</summary>
    public static DateTimeOffset? Time(string text, DateTimeOffset now)
    {
        var words = Mark().Replace(text, "");
        if (Parse(words, WithYear) is { } time)
        {
            return time;
        }

        // The weekday, which must fit the year, is left aside.
        var day = Weekday().Replace(words, "");
        for (var year = now.Year + 1; year > now.Year - 9; year--)
        {
            if (Parse($"{day} {year}", WithYear) is { } guess && guess <= now.AddDays(1))
            {
                return guess;
            }
        }

        return null;
    }

    /// <summary>A moment to come; where the year is missing, the first one that lies not in the past.</summary>
    public static DateTimeOffset? Forecast(string text, DateTimeOffset now)
    {
        var time = Time(text, now);
        return time < now.AddDays(-1) ? time.Value.AddYears(now.Year - time.Value.Year) is var guess && guess < now.AddDays(-1) ? guess.AddYears(1) : guess : time;
    }

    /// <summary>Bytes of <c>12 Mbytes</c>, <c>1.5 Gbytes</c>, <c>300 KB</c>; null for <c>-</c> and the like.</summary>
    public static long? Memory(string text)
    {
        var match = Size().Match(text);
        return match.Success && double.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (long)(number * Math.Pow(1024, "BKMGTP".IndexOf(char.ToUpperInvariant(match.Groups[2].ValueSpan[0]), StringComparison.Ordinal)))
            : null;
    }

    /// <summary>Seconds such as <c>0.5 second(s)</c>.</summary>
    public static TimeSpan? Seconds(string text) =>
        double.TryParse(text.Split(' ')[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>Minutes such as <c>60.0</c>, <c>60.0 min of host1</c>, <c>60.0/host1</c>.</summary>
    public static TimeSpan? Minutes(string text) =>
        double.TryParse(text.Split(' ', '/')[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes < int.MaxValue
            ? TimeSpan.FromMinutes(minutes)
            : null;

    /// <summary>A whole number; null for anything else.</summary>
    public static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Null for the texts by which LSF says that there is nothing.</summary>
    public static string? Word(string text) => text.Trim() is { Length: > 0 } word && word != "-" ? word : null;

    private static DateTimeOffset? Parse(string text, string[] formats) => DateTimeOffset.TryParseExact(
        text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var time) ? time : null;

    // After a time: L reached a limit, E estimated, X killed.
    [GeneratedRegex(@"\s+[A-Z]$", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"^\s*([0-9.]+)\s*([BKMGTP])(?:B|bytes)?", RegexOptions.CultureInvariant)]
    private static partial Regex Size();
}
