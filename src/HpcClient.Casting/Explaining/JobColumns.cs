using HpcClient.Casting.Ledger;
using HpcClient.Casting.Reporting;

namespace HpcClient.Casting.Explaining;

/// <summary>A job as a row of a table, in text that is safe to print.</summary>
internal static class JobColumns
{
    // Stands for what is not known, so that each row has as many words as the next.
    private const string Nothing = "-";

    /// <summary>Headings.</summary>
    public static IReadOnlyList<string> Names { get; } = ["JOB", "STATE", "GEAR", "SCHEDULER", "ID", "CHANGED", "REASON"];

    /// <summary>The row of <paramref name="entry"/>.</summary>
    /// <param name="entry">The job.</param>
    /// <param name="now">Now.</param>
    public static IReadOnlyList<string> Of(LedgerEntry entry, DateTimeOffset now) =>
    [
        Safe(entry.JobId), entry.State.Word(), Safe(entry.Gear), Safe(entry.Scheduler), Safe(entry.SchedulerJobId),
        $"{Age.Of(now - entry.ChangedAt)} ago", Safe(entry.Reason?.Trim().ReplaceLineEndings(" ")),
    ];

    private static string Safe(string? text) => string.IsNullOrEmpty(text) ? Nothing : SafeText.Of(text);
}
