using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Local;

/// <summary>A job folder told in the words of all schedulers.</summary>
internal static class LocalObservation
{
    /// <summary>All that wait or run and all that are wanted among the ended, in the order in which jobs start.</summary>
    public static IEnumerable<Observation> Of(IEnumerable<LocalJobFolder> folders)
    {
        var ahead = 0;
        foreach (var folder in folders)
        {
            var seen = Of(folder);
            yield return seen.Phase == SchedulerPhase.Queued ? seen with { JobsAhead = ahead++ } : seen;
        }
    }

    private static Observation Of(LocalJobFolder folder)
    {
        var job = folder.Job;
        var run = folder.Run;
        var end = folder.End;
        var hasSlot = folder.Watch?.Process is not null || run is not null;
        var phase = end is not null ? SchedulerPhase.Ended : hasSlot ? SchedulerPhase.Running : SchedulerPhase.Queued;
        var waits = phase == SchedulerPhase.Queued ? Waiting(folder, job) : null;
        var startedAt = end is null ? run?.StartedAt : end.StartedAt ?? run?.StartedAt;
        return new()
        {
            SchedulerJobId = folder.Id,
            JobName = folder.JobName,
            Phase = phase,
            Cause = end?.Cause ?? EndCause.None,
            RawState = end is null ? phase.ToString() : end.Cause.ToString(),
            Reason = end is not null ? end.Reason : waits,
            WaitsFor = waits,
            Comment = job.Nonce,
            Node = phase == SchedulerPhase.Queued ? null : Environment.MachineName,
            ExitCode = end?.ExitCode,
            Signal = end?.Signal,
            SubmittedAt = job.SubmittedAt,
            StartedAt = startedAt,
            EndedAt = end?.EndedAt,
            PeakMemoryBytes = end?.PeakMemoryBytes,
            CpuTime = end?.CpuSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,

            // Counted, not enforced. A script is never started twice, so that there are no restarts.
            Cpus = startedAt is null ? null : job.Cpus,
            MemoryLimitBytes = startedAt is null || job.MemoryBytes == 0 ? null : job.MemoryBytes,
            Witness = LocalDefaults.Name,
        };
    }

    private static string Waiting(LocalJobFolder folder, LocalJob job) => folder.Cancel is not null
        ? "is being cancelled"
        : $"waits for {new AskedResources { Cpus = job.Cpus, MemoryBytes = job.MemoryBytes, Place = "this machine" }.Words()}";
}
