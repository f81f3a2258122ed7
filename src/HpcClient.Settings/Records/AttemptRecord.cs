namespace HpcClient.Settings.Records;

/// <summary>
/// What the client tells the engine of one submission, <c>state/attempts/JOB.json</c>: written before the scheduler hears of
/// the job, replaced by the next submission of the same job. A job that the Python client cast has none.
/// </summary>
public sealed record AttemptRecord
{
    /// <summary>Version of this format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Flywheel job id.</summary>
    public required string JobId { get; init; }

    /// <summary>Which submission this is, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The submission's nonce; also in the scheduler's comment, where it has one.</summary>
    public required string Nonce { get; init; }

    /// <summary>
    /// The build that cast the job (<see cref="BuildMark"/>): a later engine, as a requeued job finds it after an update, hands
    /// the job to the engine of that build where it was kept. Null in records of builds that did not say.
    /// </summary>
    public string? Build { get; init; }

    /// <summary>What was asked for, in words, such as <c>4 CPUs, 8G, walltime 4:00:00</c>.</summary>
    public required string Asked { get; init; }

    /// <summary>CPUs asked for.</summary>
    public int? AskedCpus { get; init; }

    /// <summary>Memory asked for, of the whole job, in bytes; null when not known.</summary>
    public long? AskedMemoryBytes { get; init; }

    /// <summary>Walltime asked for, in seconds; null where the scheduler's default applies.</summary>
    public long? AskedWalltimeSeconds { get; init; }

    /// <summary>
    /// After which ends the engine must not end the job at the site: the client learns the cause from the scheduler, and
    /// then submits the job again or tells the site. The engine leaves its end record and says so in the job's log.
    /// </summary>
    public IReadOnlyList<EndedBy> LeaveToClient { get; init; } = [];
}
