namespace HpcClient.Engine;

/// <summary>How a run of the engine ended, as its exit code tells.</summary>
public enum EngineExit
{
    /// <summary>The gear exited 0 and its outputs are on the site.</summary>
    Complete,

    /// <summary>The gear ran and failed; the site knows.</summary>
    GearFailed,

    /// <summary>Another engine has the job; nothing was touched.</summary>
    ClaimedElsewhere,

    /// <summary>The site does not want the job run, or no longer.</summary>
    NotOurs,

    /// <summary>The engine was told to stop.</summary>
    Stopped,

    /// <summary>Something around the gear failed: inputs, image, runtime, upload.</summary>
    EngineFailed,

    /// <summary>The site cannot be reached, or refused us.</summary>
    SiteFailed,

    /// <summary>A folder is full, read-only or missing.</summary>
    FolderFailed,
}
