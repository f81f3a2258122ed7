using System.Globalization;
using System.Text.RegularExpressions;
using HpcClient.Scheduling;

namespace HpcClient.Settings.Resources;

/// <summary>Memory as a cluster's scheduler takes it.</summary>
/// <param name="Value">The text for the script.</param>
/// <param name="Bytes">How much it is, in the scheduler's sense: for each CPU where <see cref="CountsForEachCpu"/>.</param>
public sealed partial record MemoryAmount(string Value, long Bytes)
{
    /// <summary>What <c>G</c> means.</summary>
    public const long Gibibyte = 1L << 30;

    // rusage[mem=] counts megabytes of a thousand kilobytes, as the Python client's default 4000 for 4G did.
    private const long Megabyte = 1_000_000;

    /// <summary>
    /// Whether memory counts for each CPU: Slurm's default script asks for it so (<c>--mem-per-cpu</c>), as the Python
    /// client's did, and Grid Engine counts <c>h_vmem</c> for each slot.
    /// </summary>
    public static bool CountsForEachCpu(string cluster) => SchedulerRegistry.Defaults(cluster) is { MemoryForEachCpu: true };

    /// <summary>What it may look like, for a sentence.</summary>
    public static string RightForm(string cluster) => cluster == "lsf"
        ? "whole gigabytes from 1, such as 8G, or LSF's own form, such as rusage[mem=8000]"
        : "whole gigabytes from 1, such as 8G";

    /// <summary>Reads <paramref name="text"/>; null when it is none.</summary>
    public static MemoryAmount? Read(string cluster, string text)
    {
        if (cluster == "lsf" && LsfUsage().Match(text) is { Success: true } usage && Number(usage) is > 0 and var megabytes)
        {
            return new(text, megabytes * Megabyte);
        }

        var size = Gigabytes().Match(text);
        if (!size.Success || Number(size) is not (> 0 and < 1_000_000 and var gigabytes))
        {
            return null;
        }

        // A bare number means gigabytes, as it did for the Python client.
        return cluster == "lsf"
            ? new(string.Create(CultureInfo.InvariantCulture, $"rusage[mem={gigabytes * 1000}]"), gigabytes * 1000 * Megabyte)
            : new(size.Groups["unit"].Success ? text : text + "G", gigabytes * Gibibyte);
    }

    /// <summary>The least that gives a job with <paramref name="cpus"/> CPUs <paramref name="bytes"/> as a whole.</summary>
    public static MemoryAmount OfWhole(string cluster, long bytes, int cpus)
    {
        var unit = (cluster == "lsf" ? 1000 * Megabyte : Gibibyte) * (CountsForEachCpu(cluster) ? Math.Max(1, cpus) : 1);
        var gigabytes = Math.Clamp((bytes + unit - 1) / unit, 1, 999_999);
        return Read(cluster, string.Create(CultureInfo.InvariantCulture, $"{gigabytes}G"))!;
    }

    /// <summary>What a job with <paramref name="cpus"/> CPUs gets as a whole, in bytes.</summary>
    public long WholeBytes(string cluster, int cpus) =>
        CountsForEachCpu(cluster) ? (long)Int128.Min((Int128)Bytes * cpus, long.MaxValue) : Bytes;

    private static long Number(Match match) => long.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<number>[0-9]{1,9})(?<unit>[gG])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Gigabytes();

    [GeneratedRegex(@"\Arusage\[mem=(?<number>[0-9]{1,9})\]\z", RegexOptions.CultureInvariant)]
    private static partial Regex LsfUsage();
}
