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

    /// <summary>Whether it is over and the scheduler keeps it in its queue all the same (Grid Engine's error state) until somebody deletes it.</summary>
    public bool StaysInQueue { get; init; }

    /// <summary>Who says so: <c>squeue</c>, <c>sacct</c>, <c>scontrol</c>, <c>local</c> …</summary>
    public required string Witness { get; init; }
}
