namespace HpcClient.Engine.Configuration;

/// <summary>Times and sizes of the engine.</summary>
public sealed record EngineLimits
{
    /// <summary>Longest time without a sign of life to the site. Default 25 s: sites reap silent jobs after 100 s or 300 s.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Longest time that a log line waits for company. Default 2 s.</summary>
    public TimeSpan LogBatchAge { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Most bytes of one log batch. Default 64 KiB.</summary>
    public int MaxLogBatchBytes { get; init; } = 64 * 1024;

    /// <summary>
    /// How long the site may answer log lines with errors, and heartbeats not, until it counts as taking no more of the log.
    /// Default 5 min.
    /// </summary>
    public TimeSpan LogErrorPatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait between two tries while the site is away. Default 30 s.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long outputs, last log lines and the end of a job are offered to a site that is away. Default 30 min.</summary>
    public TimeSpan ReportPatience { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The same when the engine was told to stop: schedulers kill about 30 s after TERM. Default 12 s.</summary>
    public TimeSpan StopReportPatience { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Time between TERM and KILL for the gear. Default 8 s.</summary>
    public TimeSpan GearStopGrace { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Time from our claim in which an engine that had the job before sees that it has it no more, with each sign of life, and
    /// stops its gear. Some more than those two together.
    /// </summary>
    public TimeSpan EarlierEngineGrace => HeartbeatInterval + GearStopGrace + TimeSpan.FromSeconds(2);

    /// <summary>Longest time to fetch and convert an image. Default 2 h.</summary>
    public TimeSpan ImageTimeout { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Time between two looks at the memory of the job's control group. Default 5 s.</summary>
    public TimeSpan UsageInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Inputs fetched at once. Default 4.</summary>
    public int ParallelDownloads { get; init; } = 4;
}
