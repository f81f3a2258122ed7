namespace HpcClient.Settings.Records;

/// <summary>
/// The engine's claim on a job, <c>state/claims/JOB.json</c>: created atomically before anything of the job is touched,
/// so that of two engines that were started for one job only one runs it.
/// </summary>
public sealed record ClaimRecord
{
    /// <summary>Exit code of an engine that found the claim taken by another: it has touched nothing.</summary>
    public const int TwinExitCode = 11;

    /// <summary>Version of this format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Flywheel job id.</summary>
    public required string JobId { get; init; }

    /// <summary>Scheduler and job id there, such as <c>slurm:4711</c>; null when started by hand.</summary>
    public string? SchedulerJob { get; init; }

    /// <summary>How often the scheduler restarted (requeued) that job; a higher one may take the claim over.</summary>
    public int RestartCount { get; init; }

    /// <summary>Node.</summary>
    public required string Host { get; init; }

    /// <summary>Process id of the engine on that node.</summary>
    public required int ProcessId { get; init; }

    /// <summary>Start of that process in clock ticks since boot: tells it from a later one with the same number; 0 when unknown.</summary>
    public long ProcessStartTicks { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Random text that tells contenders apart.</summary>
    public required string Nonce { get; init; }
}
