using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Local;

/// <summary>A job folder told in the words of all schedulers.</summary>
internal static class LocalObservation
{
    public static Observation Of(LocalJobFolder folder)
    {
        var job = folder.Job;
        var run = folder.Run;
        var end = folder.End;
        var hasSlot = folder.Watch?.Process is not null || run is not null;
        var phase = end is not null ? SchedulerPhase.Ended : hasSlot ? SchedulerPhase.Running : SchedulerPhase.Queued;
        return new()
        {
            SchedulerJobId = folder.Id,
            JobName = folder.JobName,
            Phase = phase,
            Cause = end?.Cause ?? EndCause.None,
            RawState = end is null ? phase.ToString() : end.Cause.ToString(),
            Reason = end is not null ? end.Reason : phase == SchedulerPhase.Queued ? Waiting(folder, job) : null,
            Comment = job.Nonce,
            Node = phase == SchedulerPhase.Queued ? null : Environment.MachineName,
            ExitCode = end?.ExitCode,
            Signal = end?.Signal,
            SubmittedAt = job.SubmittedAt,
            StartedAt = end?.StartedAt ?? run?.StartedAt,
            EndedAt = end?.EndedAt,
            PeakMemoryBytes = end?.PeakMemoryBytes,
            CpuTime = end?.CpuSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Witness = LocalDefaults.Name,
        };
    }

    private static string Waiting(LocalJobFolder folder, LocalJob job) => folder.Cancel is not null
        ? "is being cancelled"
        : $"waits for {job.Cpus} free CPUs and its memory, after the jobs before it";
}
