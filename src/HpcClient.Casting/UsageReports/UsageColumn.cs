using System.Globalization;

namespace HpcClient.Casting.UsageReports;

/// <summary>A column of figures.</summary>
/// <param name="Name">In CSV and JSON, with its unit.</param>
/// <param name="Heading">In a table.</param>
/// <param name="Decimals">Digits behind the point in a table.</param>
/// <param name="Value">The figure; null when not known.</param>
internal sealed record UsageColumn(string Name, string Heading, int Decimals, Func<UsageSums, double?> Value)
{
    // More digits than anybody measured; a report that is added up further loses nothing by it.
    private const int MostDecimals = 4;

    /// <summary>All, in order.</summary>
    public static IReadOnlyList<UsageColumn> All { get; } =
    [
        new("jobs", "JOBS", 0, sums => sums.Jobs),
        new("submissions", "SUBM", 0, sums => sums.Submissions),
        new("not_over", "OPEN", 0, sums => sums.NotOver),
        new("successes", "OK", 0, sums => sums.Successes),
        new("cpu_hours_used", "CPU-H", 1, sums => sums.CpuHoursUsed),
        new("cpu_hours_asked", "ASKED", 1, sums => sums.CpuHoursAsked),
        new("cpu_hours_wasted", "WASTED", 1, sums => sums.CpuHoursWasted),
        new("memory_peak_percent", "MEM%", 0, sums => sums.MemoryPercent),
        new("memory_gib_hours_asked", "GIB-H", 1, sums => sums.MemoryGibHoursAsked),
        new("memory_gib_hours_wasted", "WASTED", 1, sums => sums.MemoryGibHoursWasted),
        new("walltime_hours_used", "WALL-H", 1, sums => sums.WallHoursUsed),
        new("walltime_hours_limit", "LIMIT", 1, sums => sums.WallHoursLimit),
        new("walltime_percent", "WALL%", 0, sums => sums.WallPercent),
        new("gpu_hours", "GPU-H", 1, sums => sums.GpuHours),
        new("ended_by_memory", "OOM", 0, sums => sums.EndedByMemory),
        new("ended_by_time", "TIME", 0, sums => sums.EndedByTime),
        new("ended_by_node", "NODE", 0, sums => sums.EndedByNode),
        new("figures_missing", "NOFIG", 0, sums => sums.Incomplete),
    ];

    /// <summary>The figure for people.</summary>
    public string Shown(UsageSums sums) => Value(sums)?.ToString(Decimals == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>The figure for programs.</summary>
    public double? Exact(UsageSums sums) => Value(sums) is { } value ? Math.Round(value, MostDecimals) : null;
}
