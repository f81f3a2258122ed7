using System.Globalization;
using System.Text.RegularExpressions;
using HpcClient.Scheduling;

namespace HpcClient.Settings.Resources;

/// <summary>CPUs as a cluster's scheduler takes them: a number, for Grid Engine perhaps a range.</summary>
/// <param name="Value">The text for the script.</param>
/// <param name="Low">The number, or the lower end.</param>
/// <param name="High">The number, or the upper end.</param>
public sealed partial record CpuAmount(string Value, int Low, int High)
{
    /// <summary>What it may look like, for a sentence.</summary>
    public static string RightForm(string cluster) =>
        TakesRange(cluster) ? "a whole number of CPUs from 1, such as 4, or a range such as 4-8" : "a whole number of CPUs from 1, such as 4";

    /// <summary>Reads <paramref name="text"/>; null when it is none.</summary>
    public static CpuAmount? Read(string cluster, string text)
    {
        var match = Range().Match(text);
        if (!match.Success || (match.Groups["high"].Success && !TakesRange(cluster)))
        {
            return null;
        }

        var low = Number(match.Groups["low"]);
        var high = match.Groups["high"].Success ? Number(match.Groups["high"]) : low;
        return low > 0 && high >= low ? new(text, low, high) : null;
    }

    private static bool TakesRange(string cluster) => SchedulerRegistry.Defaults(cluster) is { TakesCpuRange: true };

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<low>[0-9]{1,6})(?:-(?<high>[0-9]{1,6}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Range();
}
