namespace HpcClient.Settings.Records;

/// <summary>What a run used, against what it had, as the engine measured it on its node. Null means: not known.</summary>
public sealed record JobUsage
{
    /// <summary>Where the figures come from: <c>cgroup</c> (all of the job) or <c>processes</c> (the gear's largest process).</summary>
    public required string Source { get; init; }

    /// <summary>CPU time of all CPUs, in seconds.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>Peak of memory, in bytes.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>Time from claim to end record, in seconds.</summary>
    public double WallSeconds { get; init; }

    /// <summary>CPUs that the scheduler gave.</summary>
    public int? Cpus { get; init; }

    /// <summary>Memory that the scheduler gave to the whole job, in bytes.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>GPUs that the scheduler gave.</summary>
    public int? Gpus { get; init; }

    /// <summary>How many processes of the job the kernel killed for its memory limit.</summary>
    public long? OutOfMemoryKills { get; init; }
}
