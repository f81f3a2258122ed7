namespace HpcClient.Scheduling.Discovery;

/// <summary>A partition or queue, as far as the scheduler tells.</summary>
/// <param name="Name">Its name.</param>
public sealed record PartitionFacts(string Name)
{
    /// <summary>Whether jobs that name none go there.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Longest walltime; null when there is none, or it is not told.</summary>
    public TimeSpan? MaxWalltime { get; init; }

    /// <summary>Most CPUs of one of its nodes; null when not told.</summary>
    public int? MaxCpus { get; init; }

    /// <summary>Most memory of one of its nodes, in megabytes of 1024² bytes; null when not told.</summary>
    public long? MaxMemoryMegabytes { get; init; }

    /// <summary>Most GPUs of one of its nodes.</summary>
    public int MaxGpus { get; init; }

    /// <summary>Types of its GPUs, such as <c>a100</c>.</summary>
    public IReadOnlyList<string> GpuTypes { get; init; } = [];
}
