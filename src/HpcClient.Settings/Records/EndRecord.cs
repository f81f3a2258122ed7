namespace HpcClient.Settings.Records;

/// <summary>
/// How the engine's work on a job ended, <c>state/ends/JOB.json</c>: the only thing on whose word a job counts as complete
/// besides the site's own state.
/// </summary>
public sealed record EndRecord
{
    /// <summary>Version of this format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Flywheel job id.</summary>
    public required string JobId { get; init; }

    /// <summary>Scheduler and job id there, such as <c>slurm:4711</c>; null when started by hand.</summary>
    public string? SchedulerJob { get; init; }

    /// <summary>The outcome.</summary>
    public required EndOutcome Outcome { get; init; }

    /// <summary>One sentence: why, in words for the researcher.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the site has acknowledged the end.</summary>
    public required bool SiteAcknowledged { get; init; }

    /// <summary>Exit code of the gear; null when it was not started.</summary>
    public int? GearExitCode { get; init; }

    /// <summary>Node.</summary>
    public required string Host { get; init; }

    /// <summary>Container runtime used, such as <c>apptainer</c>; null when none was reached.</summary>
    public string? Runtime { get; init; }

    /// <summary>When the engine took the job.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When this record was written.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Time until the gear was started, in milliseconds.</summary>
    public long PreparationMs { get; init; }

    /// <summary>Time the gear ran, in milliseconds.</summary>
    public long GearMs { get; init; }

    /// <summary>Time to upload the outputs, in milliseconds.</summary>
    public long UploadMs { get; init; }

    /// <summary>Which submission of the job this was (<see cref="AttemptRecord.Attempt"/>); null when the client left no word.</summary>
    public int? Attempt { get; init; }

    /// <summary>What ended the gear from outside.</summary>
    public EndedBy EndedBy { get; init; }

    /// <summary>
    /// Whether the engine kept the end from the site on purpose (<see cref="AttemptRecord.LeaveToClient"/>): the job still
    /// runs there, and the client decides.
    /// </summary>
    public bool LeftToClient { get; init; }

    /// <summary>What the run used; null when it was not measured.</summary>
    public JobUsage? Usage { get; init; }

    /// <summary>Names of the files that the site took.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];
}
