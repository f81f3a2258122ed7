namespace HpcClient;

/// <summary>Exit codes of all commands. Documented in <c>docs/reference/exit-codes.md</c>; a test holds the two together.</summary>
internal static class ExitCodes
{
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
