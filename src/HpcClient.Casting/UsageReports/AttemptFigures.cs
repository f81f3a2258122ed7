using HpcClient.Casting.Ledger.Attempts;

namespace HpcClient.Casting.UsageReports;

/// <summary>What one submission used against what it asked for. Null means: not known, which is never the same as 0.</summary>
/// <param name="attempt">The submission.</param>
public sealed class AttemptFigures(LedgerAttempt attempt)
{
    private const double Gibibyte = 1024.0 * 1024 * 1024;
    private const double SecondsInHour = 3600;

    /// <summary>CPU time used, in hours.</summary>
    public double? CpuHoursUsed => attempt.Usage.CpuSeconds / SecondsInHour;

    /// <summary>CPUs asked for, times the time on the node, in hours: what nobody else could use meanwhile.</summary>
    public double? CpuHoursAsked => attempt.AskedCpus * WallHours;

    /// <summary>CPU time asked for and not used, in hours.</summary>
    public double? CpuHoursWasted => Unused(CpuHoursAsked, CpuHoursUsed);

    /// <summary>CPU time used of that asked for, 1 for all; null also for a run of no time.</summary>
    public double? CpuEfficiency => Share(CpuHoursUsed, CpuHoursAsked);

    /// <summary>Peak of memory of that asked for, 1 for all.</summary>
    public double? MemoryShare => Share(attempt.Usage.PeakMemoryBytes, attempt.AskedMemoryBytes);

    /// <summary>Memory asked for, times the time on the node, in GiB hours.</summary>
    public double? MemoryGibHoursAsked => attempt.AskedMemoryBytes / Gibibyte * WallHours;

    /// <summary>Memory asked for and not even used at the peak, times the time on the node, in GiB hours.</summary>
    public double? MemoryGibHoursWasted => Unused(MemoryGibHoursAsked, attempt.Usage.PeakMemoryBytes / Gibibyte * WallHours);

    /// <summary>Time on the node, in hours.</summary>
    public double? WallHours => attempt.Usage.WallSeconds is >= 0 and var seconds ? seconds / SecondsInHour : null;

    /// <summary>Walltime asked for, in hours; null also where the scheduler's default applied and nobody told it.</summary>
    public double? WallHoursLimit => attempt.AskedWalltime?.TotalHours;

    /// <summary>Time on the node of the walltime asked for, 1 for all.</summary>
    public double? WallShare => Share(WallHours, WallHoursLimit);

    /// <summary>GPUs asked for, times the time on the node, in hours; 0 where none was asked for.</summary>
    public double? GpuHours => attempt.AskedGpus is > 0 and var gpus ? gpus * WallHours : 0;

    /// <summary>Whether CPU time, peak memory or time on the node of a submission that is over are not known.</summary>
    public bool AreIncomplete => attempt.IsOver && (attempt.Usage.CpuSeconds is null || attempt.Usage.PeakMemoryBytes is null || WallHours is null);

    private static double? Unused(double? asked, double? used) => asked - used is { } rest ? Math.Max(0, rest) : null;

    private static double? Share(double? part, double? whole) => whole > 0 ? part / whole : null;
}
