using System.Globalization;

namespace HpcClient.Engine.Configuration;

/// <summary>What the scheduler gave the job on this node.</summary>
/// <param name="Cpus">CPUs.</param>
/// <param name="MemoryBytes">Memory, or null when the scheduler does not tell.</param>
/// <param name="Gpu">GPUs, or null without any.</param>
public sealed record AllottedResources(int Cpus, long? MemoryBytes, GpuGrant? Gpu)
{
    private const long Mebi = 1024 * 1024;

    /// <summary>How many GPUs that is; null without GPUs.</summary>
    public int? GpuCount => Gpu?.Devices.Count;

    /// <summary>Reads them from the variables that schedulers set.</summary>
    public static AllottedResources From(IReadOnlyDictionary<string, string> environment)
    {
        int? Number(string name) => environment.TryGetValue(name, out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

        var cpus = Number("SLURM_CPUS_PER_TASK") ?? Number("FW_LOCAL_CPUS") ?? Number("SLURM_CPUS_ON_NODE")
            ?? Number("NSLOTS") ?? Number("LSB_DJOB_NUMPROC") ?? Environment.ProcessorCount;
        var perNode = Number("SLURM_MEM_PER_NODE") ?? Number("FW_LOCAL_MEMORY_MB");
        var memory = perNode * Mebi ?? (Number("SLURM_MEM_PER_CPU") * Mebi * cpus);
        return new(cpus, memory, GpuGrant.From(environment));
    }
}
