namespace HpcClient.Casting.Sweeping;

/// <summary>What is at fault when a sweep cannot be done.</summary>
public enum SweepProblemKind
{
    /// <summary>cast.yml, or the whitelist group.</summary>
    Settings,

    /// <summary>The site.</summary>
    Site,

    /// <summary>The scheduler.</summary>
    Scheduler,

    /// <summary>The folder or the ledger in it.</summary>
    Folder,
}
