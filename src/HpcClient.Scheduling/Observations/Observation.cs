namespace HpcClient.Scheduling.Observations;

/// <summary>One scheduler job as the scheduler tells it.</summary>
public sealed record Observation
{
    /// <summary>Scheduler job id (for an array task <c>JOB_TASK</c>).</summary>
    public required string SchedulerJobId { get; init; }

    /// <summary>Job name.</summary>
    public required string JobName { get; init; }

    /// <summary>Where it is on its way.</summary>
    public required SchedulerPhase Phase { get; init; }

    /// <summary>How it ended; <see cref="EndCause.None"/> while it has not.</summary>
    public EndCause Cause { get; init; }

    /// <summary>The scheduler's own word for the state, such as <c>OUT_OF_MEMORY</c>.</summary>
    public required string RawState { get; init; }

    /// <summary>Why it waits or ended, in the scheduler's own words.</summary>
    public string? Reason { get; init; }

    /// <summary>The comment it was submitted with, where the scheduler tells it.</summary>
    public string? Comment { get; init; }

    /// <summary>Node or nodes.</summary>
    public string? Node { get; init; }

    /// <summary>Exit code of the job script.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Signal that ended the job script.</summary>
    public int? Signal { get; init; }

    /// <summary>Submission, where the scheduler tells it; of a job that was put back into the queue it may be that moment.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Start.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>End.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Peak memory in bytes.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>CPU time used.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>While it waits: what for, in words for a person, such as <c>waits for a free GPU</c>; null when the scheduler does not tell.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>While it waits: when the scheduler expects to start it; null when it does not say.</summary>
    public DateTimeOffset? ExpectedStart { get; init; }

    /// <summary>While it waits: how many of the jobs that we can see the scheduler would start before it; null when that is not known.</summary>
    public int? JobsAhead { get; init; }

    /// <summary>How often the scheduler put it back into its queue after a start; 0 where it does not tell.</summary>
    public int RestartCount { get; init; }

    /// <summary>Who cancelled it, as the scheduler names them; null when it does not tell.</summary>
    public string? CancelledBy { get; init; }

    /// <summary>Walltime limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>CPUs that it was given.</summary>
    public int? Cpus { get; init; }

    /// <summary>Memory that it was given as a whole, in bytes.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>GPUs that it was given.</summary>
    public int? Gpus { get; init; }

    /// <summary>Mean use of its GPUs in percent of one, and the peak of their memory in bytes, where they are accounted.</summary>
    public GpuUsage? GpuUsage { get; init; }

    /// <summary>Whether it is over and the scheduler keeps it in its queue all the same (Grid Engine's error state) until somebody deletes it.</summary>
    public bool StaysInQueue { get; init; }

    /// <summary>Who says so: <c>squeue</c>, <c>sacct</c>, <c>scontrol</c>, <c>local</c> …</summary>
    public required string Witness { get; init; }
}
