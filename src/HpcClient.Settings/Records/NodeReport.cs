namespace HpcClient.Settings.Records;

/// <summary>What an engine found on a node where <c>doctor --deep</c> sent it: <c>state/doctor/ID.json</c>.</summary>
public sealed record NodeReport
{
    /// <summary>How the ids of such probes begin; no id of a site does.</summary>
    public const string IdPrefix = "doctor-";

    /// <summary>Format; 1.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The probe's id.</summary>
    public required string Id { get; init; }

    /// <summary>The node.</summary>
    public required string Host { get; init; }

    /// <summary>The user as whom the job ran.</summary>
    public required string User { get; init; }

    /// <summary>The scheduler and its job, such as <c>slurm:4711</c>; null when the engine saw none.</summary>
    public string? SchedulerJob { get; init; }

    /// <summary>What is wrong with the engine's variables, one sentence each; with any, no more was looked at.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>The container runtimes on PATH with their versions, such as <c>apptainer version 1.4.5</c>.</summary>
    public IReadOnlyList<string> Runtimes { get; init; } = [];

    /// <summary>Why the site could not be used from there; null when it could.</summary>
    public string? SiteFault { get; init; }

    /// <summary>The site's clock minus the node's, in seconds; null when unknown.</summary>
    public double? ClockOffsetSeconds { get; init; }

    /// <summary>Where jobs have their scratch there, and how many bytes are free; null when it cannot be made.</summary>
    public FolderReport? Scratch { get; init; }

    /// <summary>Where images are kept, the same.</summary>
    public FolderReport? Cache { get; init; }

    /// <summary>The image that was to be fetched; null for none.</summary>
    public string? Image { get; init; }

    /// <summary>The runtime for which that image was made ready; null when it was not.</summary>
    public string? ImageRuntime { get; init; }

    /// <summary>Why it was not; null when it was.</summary>
    public string? ImageFault { get; init; }

    /// <summary>CPUs that the scheduler gave.</summary>
    public int Cpus { get; init; }

    /// <summary>Memory that it gave, in bytes; null when it does not say.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>GPUs that it gave; null for none.</summary>
    public int? Gpus { get; init; }
}
