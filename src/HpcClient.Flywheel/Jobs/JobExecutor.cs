namespace HpcClient.Flywheel.Jobs;

/// <summary>The node on which a job runs.</summary>
public sealed record JobExecutor
{
    /// <summary>Name of the executor.</summary>
    public string? Name { get; init; }

    /// <summary>Host name.</summary>
    public string? Host { get; init; }

    /// <summary>Kind of machine.</summary>
    public string? InstanceType { get; init; }

    /// <summary>CPUs.</summary>
    public int? CpuCores { get; init; }

    /// <summary>Whether it has a GPU for the job.</summary>
    public bool? Gpu { get; init; }

    /// <summary>Memory, bytes.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Scratch, bytes.</summary>
    public long? DiskBytes { get; init; }

    /// <summary>Swap, bytes.</summary>
    public long? SwapBytes { get; init; }
}
