namespace HpcClient.Settings.Cast;

/// <summary>
/// What <c>cast.yml</c> says of resources: what jobs get that ask for nothing (CPUs and memory stand in
/// <see cref="CastSettings"/>), and what jobs may ask for. The rules hold for jobs; the admin's own defaults need no leave.
/// </summary>
public sealed record ResourceRules
{
    /// <summary>Default of <see cref="MaxGpu"/>: the tag <c>gpu</c> asked for one with the Python client too.</summary>
    public const int DefaultMaxGpu = 1;

    /// <summary><c>scheduler_gpu</c>: GPUs of a job that asks for none itself, such as <c>1</c> or <c>a100:2</c>. Default: none.</summary>
    public string? Gpu { get; init; }

    /// <summary><c>scheduler_walltime</c>: walltime of a job that asks for none itself. Default: the scheduler's.</summary>
    public string? Walltime { get; init; }

    /// <summary><c>scheduler_partition</c>: partition or queue of a job that asks for none itself. Default: the scheduler's.</summary>
    public string? Partition { get; init; }

    /// <summary><c>scheduler_account</c>: account or project of a job that asks for none itself. Default: the scheduler's.</summary>
    public string? Account { get; init; }

    /// <summary><c>scheduler_qos</c>: QOS or service class of a job that asks for none itself. Default: the scheduler's.</summary>
    public string? Qos { get; init; }

    /// <summary><c>scheduler_constraint</c>: feature of the node for a job that asks for none itself. Default: any node.</summary>
    public string? Constraint { get; init; }

    /// <summary><c>max_cpu</c>: most CPUs that a job may ask for. Default: no limit.</summary>
    public int? MaxCpu { get; init; }

    /// <summary><c>max_ram</c>: most memory that a job may ask for as a whole, in gigabytes. Default: no limit.</summary>
    public int? MaxRamGigabytes { get; init; }

    /// <summary><c>max_gpu</c>: most GPUs that a job may ask for. Default: <see cref="DefaultMaxGpu"/>.</summary>
    public int? MaxGpu { get; init; }

    /// <summary><c>max_walltime</c>: longest walltime that a job may ask for. Default: jobs may ask for none.</summary>
    public TimeSpan? MaxWalltime { get; init; }

    /// <summary><c>allowed_gpu_types</c>: types of GPUs that a job may ask for. Default: none.</summary>
    public IReadOnlyList<string> AllowedGpuTypes { get; init; } = [];

    /// <summary><c>allowed_partitions</c>: partitions that a job may ask for. Default: none.</summary>
    public IReadOnlyList<string> AllowedPartitions { get; init; } = [];

    /// <summary><c>allowed_accounts</c>: accounts that a job may ask for. Default: none.</summary>
    public IReadOnlyList<string> AllowedAccounts { get; init; } = [];

    /// <summary><c>allowed_qos</c>: QOS that a job may ask for. Default: none.</summary>
    public IReadOnlyList<string> AllowedQos { get; init; } = [];

    /// <summary><c>allowed_constraints</c>: constraints that a job may ask for, word for word. Default: none.</summary>
    public IReadOnlyList<string> AllowedConstraints { get; init; } = [];
}
