using System.Globalization;
using System.Text.Json;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling.Local;

/// <summary>How much of this machine jobs may take together.</summary>
/// <param name="Cpus">CPUs.</param>
/// <param name="MemoryBytes">Memory in bytes.</param>
internal sealed record LocalSlots(int Cpus, long MemoryBytes)
{
    /// <summary>All of this machine.</summary>
    public static LocalSlots OfThisMachine()
    {
        // MemTotal:       24685000 kB (proc_meminfo(5))
        var total = File.ReadLines("/proc/meminfo")
            .First(line => line.StartsWith("MemTotal:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return new(Environment.ProcessorCount, long.Parse(total, CultureInfo.InvariantCulture) * 1024);
    }

    /// <summary>What the settings file says, and this machine's where it is silent or missing.</summary>
    /// <returns>The slots, or a sentence with the remedy.</returns>
    public static (LocalSlots? Slots, string? Fault) Read(string path)
    {
        var machine = OfThisMachine();
        if (!File.Exists(path))
        {
            return (machine, null);
        }

        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllText(path), LocalJson.Default.LocalSlotsFile) ?? new();
            var cpus = file.Cpus ?? machine.Cpus;
            var memory = file.Memory is null ? machine.MemoryBytes : SlurmValues.Memory(file.Memory);
            return cpus > 0 && memory > 0
                ? (new(cpus, memory.Value), null)
                : (null, $"'{path}' must give 'cpus' as a number above 0 and 'memory' as a text such as \"12G\".");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return (null, $"'{path}' cannot be read: {e.Message} It should look like {{\"cpus\": 4, \"memory\": \"12G\"}}, or be removed to use the whole machine.");
        }
    }

    /// <summary>What is left when a job takes its share; negative where it does not fit.</summary>
    public LocalSlots Less(LocalJob job) => new(Cpus - job.Cpus, MemoryBytes - job.MemoryBytes);

    /// <summary>Whether nothing is overdrawn.</summary>
    public bool Suffices => Cpus >= 0 && MemoryBytes >= 0;
}
