using System.Globalization;
using System.Text.RegularExpressions;

namespace HpcClient.Settings.Resources;

/// <summary>How a walltime is written in a tag, an option or cast.yml.</summary>
/// <remarks>
/// A bare number and <c>4:00</c> are refused: Slurm reads them as minutes and as minutes and seconds, Grid Engine and LSF
/// otherwise, and people otherwise again.
/// </remarks>
public static partial class WalltimeFormat
{
    /// <summary>What it may look like, for a sentence.</summary>
    public const string RightForm =
        "hours, minutes and seconds such as 4:00:00, days and hours such as 2-12 or 2-12:00:00, or a number with its unit such as 30m, 4h or 2d, from 1 minute to 365 days";

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>Reads <paramref name="text"/>; null when it is none, or out of bounds.</summary>
    public static TimeSpan? Read(string text)
    {
        var walltime = Clock().Match(text) is { Success: true } clock
            ? new TimeSpan(Number(clock, "days"), Number(clock, "hours"), Number(clock, "minutes"), Number(clock, "seconds"))
            : WithUnit().Match(text) is { Success: true } amount
                ? Unit(amount.Groups["unit"].Value) * Number(amount, "number")
                : TimeSpan.Zero;
        return walltime >= Shortest && walltime <= Longest ? walltime : null;
    }

    /// <summary>Writes <paramref name="walltime"/> so that <see cref="Read"/> reads it back: hours, minutes and seconds.</summary>
    public static string Write(TimeSpan walltime) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)walltime.TotalHours}:{walltime.Minutes:00}:{walltime.Seconds:00}");

    private static TimeSpan Unit(string unit) => unit switch
    {
        "m" or "M" => TimeSpan.FromMinutes(1),
        "h" or "H" => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    // With days the hours are those of a day; without days there may be more of them, and minutes and seconds must follow.
    [GeneratedRegex(@"\A(?:(?<days>[0-9]{1,3})-(?<hours>[01]?[0-9]|2[0-3])(?::(?<minutes>[0-5][0-9]):(?<seconds>[0-5][0-9]))?|(?<hours>[0-9]{1,4}):(?<minutes>[0-5][0-9]):(?<seconds>[0-5][0-9]))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\A(?<number>[0-9]{1,6})(?<unit>[mMhHdD])\z", RegexOptions.CultureInvariant)]
    private static partial Regex WithUnit();
}
