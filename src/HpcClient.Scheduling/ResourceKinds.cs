namespace HpcClient.Scheduling;

/// <summary>What a job may ask for beside CPUs and memory, where the scheduler has it.</summary>
[Flags]
public enum ResourceKinds
{
    /// <summary>Nothing else.</summary>
    None = 0,

    /// <summary>A number of GPUs.</summary>
    Gpu = 1,

    /// <summary>GPUs of a named type.</summary>
    GpuType = 2,

    /// <summary>A walltime.</summary>
    Walltime = 4,

    /// <summary>A partition or queue.</summary>
    Partition = 8,

    /// <summary>An account or project.</summary>
    Account = 16,

    /// <summary>A QOS or service class.</summary>
    Qos = 32,

    /// <summary>A feature of the node.</summary>
    Constraint = 64,
}
