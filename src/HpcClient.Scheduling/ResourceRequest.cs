using System.Globalization;

namespace HpcClient.Scheduling;

/// <summary>What one job asks the scheduler for. Null means: not asked, the scheduler's default applies.</summary>
public sealed record ResourceRequest
{
    /// <summary>CPUs, as the scheduler takes it: a number, or for Grid Engine a range such as <c>4-8</c>.</summary>
    public required string Cpus { get; init; }

    /// <summary>Memory as the scheduler takes it, such as <c>8G</c> (Slurm, Grid Engine) or <c>rusage[mem=4000]</c> (LSF).</summary>
    public required string Memory { get; init; }

    /// <summary>The CPUs as a number (the lower end of a range).</summary>
    public required int CpuCount { get; init; }

    /// <summary>The memory of the whole job in bytes; 0 when it is not known.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>GPUs as a GRES count or <c>type:count</c>, such as <c>1</c> or <c>a100:2</c>.</summary>
    public string? Gpu { get; init; }

    /// <summary>How many GPUs that is; null when none is asked for.</summary>
    public int? GpuCount { get; init; }

    /// <summary>The type alone, such as <c>a100</c>; null when any will do.</summary>
    public string? GpuType { get; init; }

    /// <summary>Longest time the job may run.</summary>
    public TimeSpan? Walltime { get; init; }

    /// <summary>Partition (Slurm) or queue (Grid Engine, LSF).</summary>
    public string? Partition { get; init; }

    /// <summary>Whom the job is charged to: account (Slurm) or project (Grid Engine, LSF).</summary>
    public string? Account { get; init; }

    /// <summary>QOS (Slurm) or service class (LSF).</summary>
    public string? Qos { get; init; }

    /// <summary>Node feature (Slurm), resource (Grid Engine, LSF).</summary>
    public string? Constraint { get; init; }

    /// <summary>Scheduler priority from the site's job priority, the number of <c>fw_priority_map</c> as it is.</summary>
    public int? Priority { get; init; }

    /// <summary>The priority as this scheduler takes it from our user; null where none is asked for, or a nice value instead.</summary>
    public int? SchedulerPriority { get; init; }

    /// <summary>Slurm's nice value, 0 or more, where the submitting user may not set a priority; the highest mapped priority is 0.</summary>
    public int? Nice { get; init; }

    /// <summary>What is asked for, in words for a log: <c>4 CPUs, 8G, GPU a100:2, walltime 4:00:00</c>.</summary>
    public string InWords() => string.Join(", ", ((string?[])
    [
        $"{Cpus} CPUs",
        Memory,
        Named("GPU", Gpu),
        Named("walltime", Walltime is { } walltime ? string.Create(CultureInfo.InvariantCulture, $"{(long)walltime.TotalHours}:{walltime.Minutes:00}:{walltime.Seconds:00}") : null),
        Named("partition", Partition),
        Named("account", Account),
        Named("QOS", Qos),
        Named("constraint", Constraint),
    ]).OfType<string>());

    private static string? Named(string what, string? value) => value is null ? null : $"{what} {value}";
}
