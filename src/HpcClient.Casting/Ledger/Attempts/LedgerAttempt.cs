using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.Ledger.Attempts;

/// <summary>One submission of a job: what it asked for and, once it is over, what it used and how it ended.</summary>
public sealed record LedgerAttempt
{
    /// <summary>Flywheel job id.</summary>
    public required string JobId { get; init; }

    /// <summary>From 1; the number of <see cref="LedgerEntry.Submissions"/> when it was made.</summary>
    public required int Number { get; init; }

    /// <summary>Gear name and version.</summary>
    public string? Gear { get; init; }

    /// <summary>Who launched the job at the site.</summary>
    public string? User { get; init; }

    /// <summary>Random text of the submission.</summary>
    public required string Nonce { get; init; }

    /// <summary>Name of the scheduler.</summary>
    public required string Scheduler { get; init; }

    /// <summary>Id at the scheduler, once known.</summary>
    public string? SchedulerJobId { get; init; }

    /// <summary>What it asked for, in words.</summary>
    public required string Asked { get; init; }

    /// <summary>CPUs asked for.</summary>
    public int? AskedCpus { get; init; }

    /// <summary>Memory asked for, of the whole job, in bytes.</summary>
    public long? AskedMemoryBytes { get; init; }

    /// <summary>Walltime asked for.</summary>
    public TimeSpan? AskedWalltime { get; init; }

    /// <summary>GPUs asked for.</summary>
    public int? AskedGpus { get; init; }

    /// <summary>When it was promised.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it started on a node.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Node or nodes.</summary>
    public string? Node { get; init; }

    /// <summary>How it ended at the scheduler; null while it has not, or when nobody knows.</summary>
    public EndCause? Cause { get; init; }

    /// <summary>Whether the engine or the site called it a success; null while it is not over.</summary>
    public bool? Succeeded { get; init; }

    /// <summary>What it used.</summary>
    public AttemptUsage Usage { get; init; } = new();

    /// <summary>Whether it is over.</summary>
    public bool IsOver => EndedAt is not null;
}
