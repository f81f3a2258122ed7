namespace HpcClient.Casting.Ledger.Attempts;

/// <summary>What one submission used. Null means: not known.</summary>
public sealed record AttemptUsage
{
    /// <summary>CPU time of all CPUs, in seconds.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>Peak of memory, in bytes.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>Time on the node, in seconds.</summary>
    public double? WallSeconds { get; init; }

    /// <summary>Mean use of its GPUs, in percent of one.</summary>
    public double? GpuPercent { get; init; }

    /// <summary>Peak of GPU memory, in bytes.</summary>
    public long? GpuMemoryBytes { get; init; }

    /// <summary>Who says so: <c>cgroup</c>, <c>processes</c>, or the scheduler's accounting such as <c>sacct</c>.</summary>
    public string? Source { get; init; }
}
