using System.Globalization;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Resources;

namespace HpcClient.Casting.Planning.Resources;

/// <summary>How much memory a job may ask for.</summary>
internal static class MemoryRule
{
    public static Reading<MemoryAmount> Read(CastSettings settings, AskedResource asked) =>
        MemoryAmount.Read(settings.Cluster, asked.Value) is { } memory
            ? memory
            : Reading<MemoryAmount>.Refused($"{asked.Subject} asks for '{asked.Shown}' of memory. It must be {MemoryAmount.RightForm(settings.Cluster)}.");

    /// <summary>
    /// Why a job that asked for CPUs, memory or both may not have so much as a whole; null when it may. With the admin's
    /// defaults alone it may.
    /// </summary>
    public static string? Excess(CastSettings settings, Taken<CpuAmount> cpus, Taken<MemoryAmount> memory)
    {
        var whole = memory.Value.WholeBytes(settings.Cluster, cpus.Value.High);
        if (settings.Resources.MaxRamGigabytes is not { } most || whole <= most * MemoryAmount.Gibibyte || !(cpus.Asked.IsJobs || memory.Asked.IsJobs))
        {
            return null;
        }

        var each = MemoryAmount.CountsForEachCpu(settings.Cluster)
            ? string.Create(CultureInfo.InvariantCulture, $" for each of {cpus.Value.High} CPUs ({cpus.Asked.Source}), {whole / MemoryAmount.Gibibyte}G as a whole")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{memory.Asked.Subject} asks for {memory.Value.Value} of memory{each}. At most {most}G may be asked for here.");
    }
}
