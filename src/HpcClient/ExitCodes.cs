namespace HpcClient;

/// <summary>Exit codes of all commands.</summary>
internal static class ExitCodes
{
    /// <summary>What each means, for people: the manual and the man page have it from here.</summary>
    public static readonly IReadOnlyList<(int Code, string Meaning)> All =
    [
        (Success, "done; 'run': also when another sweep is at work or nothing was to do; 'serve': told to stop"),
        (Failure, "something failed; standard error says what; 'cancel', 'retry', 'forget': refused, or left to the process that is at work"),
        (Usage, "the command line is wrong"),
        (Settings, "the settings, a template or a manifest are wrong or missing"),
        (Site, "the site cannot be reached, or refused us"),
        (Scheduler, "the scheduler cannot be used"),
        (Folder, "a folder is full, read-only or missing"),
        (GearFailed, "'engine', 'gear run': the gear ran and failed"),
        (ClaimedElsewhere, "'engine': another engine has this job"),
        (NotOurs, "'engine': the site no longer wants the job, or it is not ours"),
        (Stopped, "'engine': told to stop (walltime, scancel, preemption)"),
        (Interrupted, "interrupted from the keyboard"),
    ];

    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>Something failed; standard error says what.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The settings are wrong or missing.</summary>
    public const int Settings = 3;

    /// <summary>The site cannot be reached, or refused us.</summary>
    public const int Site = 4;

    /// <summary>The scheduler cannot be used.</summary>
    public const int Scheduler = 5;

    /// <summary>A folder is full, read-only or missing.</summary>
    public const int Folder = 6;

    /// <summary>engine: the gear ran and failed.</summary>
    public const int GearFailed = 10;

    /// <summary>engine: another engine has this job.</summary>
    public const int ClaimedElsewhere = HpcClient.Settings.Records.ClaimRecord.TwinExitCode;

    /// <summary>engine: the site no longer wants the job, or it is not ours.</summary>
    public const int NotOurs = 12;

    /// <summary>engine: told to stop (walltime, scancel, preemption).</summary>
    public const int Stopped = 13;

    /// <summary>Interrupted from the keyboard.</summary>
    public const int Interrupted = 130;
}
