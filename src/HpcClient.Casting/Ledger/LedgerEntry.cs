namespace HpcClient.Casting.Ledger;

/// <summary>What we remember of one job.</summary>
public sealed record LedgerEntry
{
    /// <summary>Flywheel job id.</summary>
    public required string JobId { get; init; }

    /// <summary>Where it is.</summary>
    public required LedgerState State { get; init; }

    /// <summary>Name of the scheduler, such as <c>slurm</c>.</summary>
    public required string Scheduler { get; init; }

    /// <summary>Gear name, for people.</summary>
    public string? Gear { get; init; }

    /// <summary>Who launched it at the site; null when the site does not tell or no person did.</summary>
    public string? User { get; init; }

    /// <summary>The site's job that this one retries; its scheduler job must be gone before this one starts.</summary>
    public string? PreviousJobId { get; init; }

    /// <summary>Random text of the latest attempt to submit.</summary>
    public string? Nonce { get; init; }

    /// <summary>Id at the scheduler.</summary>
    public string? SchedulerJobId { get; init; }

    /// <summary>How often it was submitted.</summary>
    public int Submissions { get; init; }

    /// <summary>First time seen.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last change of state.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Since when neither queue nor accounting know it; null when they do.</summary>
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>Last heartbeat sent to the site for it.</summary>
    public DateTimeOffset? HeartbeatAt { get; init; }

    /// <summary>Once it is over: whether it was a success.</summary>
    public bool? Succeeded { get; init; }

    /// <summary>The sentence that says why it is where it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Node, once it has one.</summary>
    public string? Node { get; init; }

    /// <summary>While it waits: when the scheduler expects to start it.</summary>
    public DateTimeOffset? ExpectedStart { get; init; }

    /// <summary>While it waits: how many jobs that we can see are before it.</summary>
    public int? JobsAhead { get; init; }

    /// <summary>When the site was last told what it waits for.</summary>
    public DateTimeOffset? WaitToldAt { get; init; }

    /// <summary>Memory of the whole job, in bytes, that the next submission asks for instead of the job's own wish.</summary>
    public long? NextMemoryBytes { get; init; }

    /// <summary>Walltime that the next submission asks for instead of the job's own wish.</summary>
    public TimeSpan? NextWalltime { get; init; }

    /// <summary>Since when its scheduler job is being cancelled because nobody wants it any more; null when it is not.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Job name at the scheduler: deterministic, so that a job can always be found again.</summary>
    public string JobName => NameOf(JobId);

    /// <summary>The scheduler's job name for a Flywheel job id.</summary>
    public static string NameOf(string jobId) => $"fw-{jobId}";
}
