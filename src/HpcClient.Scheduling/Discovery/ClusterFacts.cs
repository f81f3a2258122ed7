namespace HpcClient.Scheduling.Discovery;

/// <summary>What a scheduler tells of the cluster and of what our user may do there.</summary>
/// <param name="Cluster">Its name as <c>cast.yml</c> gives it, such as <c>slurm</c>.</param>
/// <param name="Product">Its name and version in its own words.</param>
public sealed record ClusterFacts(string Cluster, string Product)
{
    /// <summary>Partitions or queues.</summary>
    public IReadOnlyList<PartitionFacts> Partitions { get; init; } = [];

    /// <summary>Accounts or projects that our user may charge.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>QOS that our user may ask for.</summary>
    public IReadOnlyList<string> Qos { get; init; } = [];

    /// <summary>Whether accounting answers; null where that was not asked.</summary>
    public bool? HasAccounting { get; init; }

    /// <summary>Whether this host may submit, by a trial that queues nothing; null where that was not asked.</summary>
    public bool? MaySubmit { get; init; }

    /// <summary>Why it may not, in the scheduler's words; null when it may.</summary>
    public string? SubmitProblem { get; init; }

    /// <summary>Why it cannot be used from here, one sentence; null when it can.</summary>
    public string? Fault { get; init; }
}
