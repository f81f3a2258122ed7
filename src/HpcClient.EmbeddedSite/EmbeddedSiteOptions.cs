namespace HpcClient.EmbeddedSite;

/// <summary>Settings of an embedded site.</summary>
public sealed record EmbeddedSiteOptions
{
    /// <summary>Default of <see cref="OrphanAfter"/>: what current sites use.</summary>
    public static readonly TimeSpan DefaultOrphanAfter = TimeSpan.FromSeconds(300);

    /// <summary>What <see cref="OrphanAfter"/> is on sites of 2018.</summary>
    public static readonly TimeSpan OrphanAfter2018 = TimeSpan.FromSeconds(100);

    /// <summary>Default of <see cref="HoldEngineInterval"/>.</summary>
    public static readonly TimeSpan DefaultHoldEngineInterval = TimeSpan.FromSeconds(1);

    /// <summary>Folder of the database, the files and the secrets; made (0700) when absent. One server at a time.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Which API it speaks. Default: that of current sites. A data folder may be served by either.</summary>
    public SiteGeneration Generation { get; init; }

    /// <summary>TCP port on loopback; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Clock of everything the site stamps and waits for.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How often the hold engine moves pending jobs tagged <see cref="HoldTag"/> to running; null turns it off. Default 1 s. Sites of 2018 have none.</summary>
    public TimeSpan? HoldEngineInterval { get; init; } = DefaultHoldEngineInterval;

    /// <summary>Tag of the jobs that the hold engine takes. Default <c>hpc</c>.</summary>
    public string HoldTag { get; init; } = "hpc";

    /// <summary>A running job without heartbeat for this long, and without completion ticket (which on sites of 2018 does not protect), is an orphan: failed and retried. Default 300 s.</summary>
    public TimeSpan OrphanAfter { get; init; } = DefaultOrphanAfter;

    /// <summary>How often to look for orphans; null leaves it to <c>POST /jobs/reap</c>. Default 5 s.</summary>
    public TimeSpan? OrphanScanInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a job that failed by itself is retried too. Default no.</summary>
    public bool RetryOnFail { get; init; }

    /// <summary>The highest attempt of a job; orphans beyond it are not retried. Default 3.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Whether engines may upload file by file to signed addresses, as with a site whose storage does that. Default yes.</summary>
    public bool SignedUploads { get; init; } = true;

    /// <summary>Gets one line for each event that an operator wants to know; never a secret.</summary>
    public Action<string>? Log { get; init; }
}
