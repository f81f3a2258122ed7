using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Verdicts;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Watching;

/// <summary>Completes the record of a submission that is over with what engine and scheduler know of its use.</summary>
internal static class AttemptClosing
{
    /// <summary>The closed record.</summary>
    /// <param name="attempt">As it was made.</param>
    /// <param name="verdict">How it ended.</param>
    /// <param name="seen">What the scheduler says; null when nothing.</param>
    /// <param name="end">What the engine says; null when nothing.</param>
    /// <param name="now">Now, for an end that nobody dates.</param>
    public static LedgerAttempt Close(LedgerAttempt attempt, Verdict verdict, Observation? seen, EndRecord? end, DateTimeOffset now) => attempt with
    {
        SchedulerJobId = seen?.SchedulerJobId ?? attempt.SchedulerJobId,
        StartedAt = seen?.StartedAt ?? end?.StartedAt ?? attempt.StartedAt,
        EndedAt = seen?.EndedAt ?? end?.EndedAt ?? now,
        Node = seen?.Node ?? end?.Host ?? attempt.Node,
        Cause = verdict.Cause,
        Succeeded = verdict.Succeeded,
        AskedMemoryBytes = attempt.AskedMemoryBytes is > 0 and var asked ? asked : seen?.MemoryLimitBytes ?? end?.Usage?.MemoryBytes,
        AskedWalltime = attempt.AskedWalltime ?? seen?.TimeLimit,
        Usage = Usage(seen, end),
    };

    // The engine reads its own control group, where accounting only samples; of a run that it did not survive the
    // scheduler alone can tell.
    private static AttemptUsage Usage(Observation? seen, EndRecord? end)
    {
        var measured = end?.Usage;
        var wall = seen is { StartedAt: { } started, EndedAt: { } ended } ? (ended - started).TotalSeconds : measured?.WallSeconds;
        return new()
        {
            CpuSeconds = measured?.Source == "cgroup" ? measured.CpuSeconds : seen?.CpuTime?.TotalSeconds ?? measured?.CpuSeconds,
            PeakMemoryBytes = measured?.Source == "cgroup" ? measured.PeakMemoryBytes : seen?.PeakMemoryBytes ?? measured?.PeakMemoryBytes,
            WallSeconds = wall,
            GpuPercent = seen?.GpuUsage?.UtilisationPercent,
            GpuMemoryBytes = seen?.GpuUsage?.PeakMemoryBytes,
            Source = measured?.Source == "cgroup" || seen is null ? measured?.Source : seen.Witness,
        };
    }
}
