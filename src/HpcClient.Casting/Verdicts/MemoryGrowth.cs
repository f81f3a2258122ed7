using HpcClient.Settings.Resources;

namespace HpcClient.Casting.Verdicts;

/// <summary>How much memory a job asks for next, in steps that its scheduler can be asked for.</summary>
internal static class MemoryGrowth
{
    private const long Gigabyte = 1_000_000_000;

    /// <summary>The smallest amount that can be asked for and is at least <paramref name="factor"/> times as much.</summary>
    /// <param name="cluster">The scheduler, which counts per CPU or per job.</param>
    /// <param name="cpus">CPUs of the job.</param>
    /// <param name="bytes">What the job had as a whole.</param>
    /// <param name="factor">Above 1.</param>
    /// <param name="most">Most that it may have; null for no bound.</param>
    /// <returns>Bytes of the whole job; null when it can have no more.</returns>
    public static long? Next(string cluster, int cpus, long bytes, double factor, long? most)
    {
        var step = (cluster == "lsf" ? Gigabyte : MemoryAmount.Gibibyte) * (MemoryAmount.CountsForEachCpu(cluster) ? Math.Max(1, cpus) : 1);
        var next = (long)Math.Ceiling(bytes * factor / step) * step;
        if (next > most)
        {
            next = most.Value / step * step;
        }

        return next > bytes ? next : null;
    }
}
