namespace HpcClient.Flywheel;

/// <summary>Limits of the client's calls.</summary>
public sealed record SiteClientOptions
{
    /// <summary>Time for one small call to be answered. Default 30 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time after which a download or upload without any progress counts as broken. Default 60 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a call that may be repeated is tried in all. Default 4.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>Wait before the second attempt; doubles each time, with jitter. Default 500 ms.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Jobs per page of a list. Default 100.</summary>
    public int PageSize { get; init; } = 100;
}
