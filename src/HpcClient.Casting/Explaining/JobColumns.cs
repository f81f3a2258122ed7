using HpcClient.Casting.Ledger;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Watching;

namespace HpcClient.Casting.Explaining;

/// <summary>A job as a row of a table, in text that is safe to print.</summary>
internal static class JobColumns
{
    // Stands for what is not known, so that each row has as many words as the next.
    private const string Nothing = "-";

    /// <summary>Headings.</summary>
    public static IReadOnlyList<string> Names { get; } = ["JOB", "STATE", "GEAR", "USER", "SCHEDULER", "ID", "CHANGED", "MEMORY", "REASON"];

    /// <summary>The row of <paramref name="job"/>.</summary>
    /// <param name="job">The job.</param>
    /// <param name="now">Now.</param>
    public static IReadOnlyList<string> Of(KnownJob job, DateTimeOffset now)
    {
        var entry = job.Entry;
        return
        [
            Safe(entry.JobId), entry.State.Word(), Safe(entry.Gear), Safe(entry.User), Safe(entry.Scheduler), Safe(entry.SchedulerJobId),
            $"{Age.Of(now - entry.ChangedAt)} ago", Memory(job), Reason(entry),
        ];
    }

    private static string Memory(KnownJob job) => job.Last is { IsOver: true, Usage.PeakMemoryBytes: { } peak } last ? AttemptText.Memory(peak, last.AskedMemoryBytes) : Nothing;

    private static string Reason(LedgerEntry entry) => entry is { State: LedgerState.Queued, CancelledAt: null }
        ? WaitNews.Words(entry)
        : Safe(entry.Reason?.Trim().ReplaceLineEndings(" "));

    private static string Safe(string? text) => string.IsNullOrEmpty(text) ? Nothing : SafeText.Of(text);
}
