using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.UsageReports;

/// <summary>
/// What some submissions used and asked for. A sum or mean is over those of which it is known, and null when it is known of
/// none; those of which something is not known are counted.
/// </summary>
public sealed record UsageSums
{
    /// <summary>Sums up <paramref name="attempts"/>.</summary>
    public UsageSums(IReadOnlyCollection<LedgerAttempt> attempts)
    {
        var over = attempts.Where(attempt => attempt.IsOver).ToList();
        var figures = over.Select(attempt => new AttemptFigures(attempt)).ToList();
        Jobs = attempts.Select(attempt => attempt.JobId).Distinct(StringComparer.Ordinal).Count();
        Submissions = attempts.Count;
        NotOver = attempts.Count - over.Count;
        Successes = over.Count(attempt => attempt.Succeeded == true);
        EndedByMemory = over.Count(attempt => attempt.Cause == EndCause.OutOfMemory);
        EndedByTime = over.Count(attempt => attempt.Cause == EndCause.TimeLimit);
        EndedByNode = over.Count(attempt => attempt.Cause == EndCause.NodeFailure);
        Incomplete = figures.Count(figure => figure.AreIncomplete);
        CpuHoursUsed = Sum(figures, figure => figure.CpuHoursUsed);
        CpuHoursAsked = Sum(figures, figure => figure.CpuHoursAsked);
        CpuHoursWasted = Sum(figures, figure => figure.CpuHoursWasted);
        MemoryPercent = Mean(figures, figure => figure.MemoryShare);
        MemoryGibHoursAsked = Sum(figures, figure => figure.MemoryGibHoursAsked);
        MemoryGibHoursWasted = Sum(figures, figure => figure.MemoryGibHoursWasted);
        WallHoursUsed = Sum(figures, figure => figure.WallHours);
        WallHoursLimit = Sum(figures, figure => figure.WallHoursLimit);
        WallPercent = Mean(figures, figure => figure.WallShare);
        GpuHours = Sum(figures, figure => figure.GpuHours);
    }

    /// <summary>Jobs of the site.</summary>
    public int Jobs { get; }

    /// <summary>Submissions that the scheduler took.</summary>
    public int Submissions { get; }

    /// <summary>Submissions that are not over; they are in no sum.</summary>
    public int NotOver { get; }

    /// <summary>Submissions whose gear succeeded.</summary>
    public int Successes { get; }

    /// <summary>CPU time used, in hours.</summary>
    public double? CpuHoursUsed { get; }

    /// <summary>CPUs asked for times time on the node, in hours.</summary>
    public double? CpuHoursAsked { get; }

    /// <summary>CPU time asked for and not used, in hours.</summary>
    public double? CpuHoursWasted { get; }

    /// <summary>Mean peak of memory, in percent of what was asked for.</summary>
    public double? MemoryPercent { get; }

    /// <summary>Memory asked for times time on the node, in GiB hours.</summary>
    public double? MemoryGibHoursAsked { get; }

    /// <summary>Memory asked for and not used at the peak, times time on the node, in GiB hours.</summary>
    public double? MemoryGibHoursWasted { get; }

    /// <summary>Time on the node, in hours.</summary>
    public double? WallHoursUsed { get; }

    /// <summary>Walltime asked for, in hours.</summary>
    public double? WallHoursLimit { get; }

    /// <summary>Mean time on the node, in percent of the walltime asked for.</summary>
    public double? WallPercent { get; }

    /// <summary>GPUs asked for times time on the node, in hours.</summary>
    public double? GpuHours { get; }

    /// <summary>Submissions that ended because they used more memory than asked for.</summary>
    public int EndedByMemory { get; }

    /// <summary>Submissions that ended because their walltime was over.</summary>
    public int EndedByTime { get; }

    /// <summary>Submissions that ended because a node failed.</summary>
    public int EndedByNode { get; }

    /// <summary>Submissions that are over and of which CPU time, peak memory or time on the node are not known.</summary>
    public int Incomplete { get; }

    /// <summary>What the rows of a report are sorted by: hours of a CPU and of a GiB of memory that nobody used.</summary>
    internal double Waste => (CpuHoursWasted ?? 0) + (MemoryGibHoursWasted ?? 0);

    private static double? Sum(List<AttemptFigures> figures, Func<AttemptFigures, double?> figure) =>
        figures.Select(figure).OfType<double>().ToList() is { Count: > 0 } known ? known.Sum() : null;

    private static double? Mean(List<AttemptFigures> figures, Func<AttemptFigures, double?> share) =>
        figures.Select(share).OfType<double>().ToList() is { Count: > 0 } known ? 100 * known.Average() : null;
}
