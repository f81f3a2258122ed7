using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Planning;

/// <summary>Answers: what does this job ask the scheduler for?</summary>
/// <param name="settings">Defaults of the site, and whether priorities are mapped.</param>
/// <param name="defaults">Defaults of the scheduler.</param>
public sealed class ResourcePlanner(CastSettings settings, SchedulerDefaults defaults)
{
    /// <summary>The tag by which a job asks for one GPU; lower case only, as the Python client took it.</summary>
    public const string GpuTag = "gpu";

    /// <summary>Reads what <paramref name="job"/> asks for.</summary>
    /// <returns>The request; or one sentence with everything that is wrong with it.</returns>
    public (ResourceRequest? Request, string? Fault) Plan(FlywheelJob job)
    {
        var cpu = ResourceFormats.Cpu(defaults.Name, ResourceSources.Cpu(job, settings.SchedulerCpu) ?? new(defaults.DefaultCpu ?? "1", "the default"));
        var memory = ResourceFormats.Memory(defaults.Name, ResourceSources.Memory(job, settings.SchedulerRam) ?? new(defaults.DefaultMemory ?? "4G", "the default"));
        if (cpu.Fault is not null || memory.Fault is not null)
        {
            return (null, string.Join(' ', new[] { cpu.Fault, memory.Fault }.Where(f => f is not null)));
        }

        var gpu = job.Tags?.Contains(GpuTag, StringComparer.Ordinal) == true;
        return (new()
        {
            Cpus = cpu.Value,
            CpuCount = cpu.Count,
            Memory = memory.Value,

            // Slurm's default script asks for memory per CPU, as the Python client's did.
            MemoryBytes = defaults.Name == "slurm" ? memory.Bytes * cpu.Count : memory.Bytes,
            Gpu = gpu ? "1" : null,
            GpuCount = gpu ? 1 : null,
            Priority = Priority(job),
        }, null);
    }

    private int? Priority(FlywheelJob job) =>
        settings.MapJobPriority && job.Priority is { } word && settings.FwPriorityMap.TryGetValue(word, out var number) ? number : null;
}
