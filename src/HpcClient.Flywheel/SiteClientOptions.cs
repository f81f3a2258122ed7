namespace HpcClient.Flywheel;

/// <summary>Limits of the client's calls.</summary>
public sealed record SiteClientOptions
{
    /// <summary>Time to open a connection. Default 15 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time for one small call to be answered. Default 30 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time after which a download or upload without any progress counts as broken. Default 60 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time for the site to answer an upload that was sent whole: it hashes and stores the files first. Default 15 min.</summary>
    public TimeSpan UploadAnswerTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Whether files go straight between here and the site's storage where the site offers that (signed addresses, download
    /// tickets); what it refuses goes through the site. Default false.
    /// </summary>
    public bool DirectTransfers { get; init; }

    /// <summary>Files sent to storage at once. Default 4.</summary>
    public int ParallelUploads { get; init; } = 4;

    /// <summary>How often a call that may be repeated is tried in all. Default 4.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>Wait before the second attempt; doubles each time, with jitter. Default 500 ms.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait between two attempts, also when the site asks for more (<c>Retry-After</c>). Default 60 s.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Jobs per page of a list. Default 100.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>Hears once, after the first login, which API the site speaks. Default: nobody.</summary>
    public Action<ApiGeneration>? GenerationFound { get; init; }

    /// <summary>Largest answer that is kept in memory, bytes: a page of a list, a job, a gear. Default 64 MB.</summary>
    public int MaxAnswerBytes { get; init; } = 64 * 1024 * 1024;
}
