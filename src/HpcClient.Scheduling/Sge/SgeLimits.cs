using System.Text.RegularExpressions;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Sge;

/// <summary>Whether a killed job had reached a limit that it had asked for itself.</summary>
internal static partial class SgeLimits
{
    /// <summary>Cause and words; null when it was within all that we know of.</summary>
    public static (EndCause Cause, string? Reason)? Overrun(SgeAccountingRow row)
    {
        var asked = Asked().Matches(row.Category)
            .SelectMany(list => list.Groups[1].Value.Split(','))
            .Select(item => item.Split('=', 2))
            .Where(item => item.Length == 2)
            .ToLookup(item => item[0], item => item[1]);

        // For each slot; the peak is the job's.
        if (asked["h_vmem"].Select(SgeValues.Memory).FirstOrDefault() is { } memory && row.PeakMemoryBytes > memory * row.Slots)
        {
            return (EndCause.OutOfMemory, $"it went over h_vmem={asked["h_vmem"].First()}{(row.Slots > 1 ? $" for each of {row.Slots} slots" : "")}");
        }

        return asked["h_rt"].Select(SgeValues.Span).FirstOrDefault() is { } time && row.EndedAt - row.StartedAt >= time
            ? (EndCause.TimeLimit, $"it reached h_rt={asked["h_rt"].First()}")
            : null;
    }

    [GeneratedRegex(@"(?<!-soft )-l (\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex Asked();
}
