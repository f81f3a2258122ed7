using System.Globalization;
using HpcClient.Settings.Resources;
using HpcClient.Settings.Yaml;

namespace HpcClient.Settings.Cast;

/// <summary>What the keys about resources say together: with the cluster, with each other and with the script.</summary>
/// <param name="settings">The settings.</param>
/// <param name="place">Where a key stands.</param>
/// <param name="faults">Where to put what is wrong.</param>
internal sealed class ResourceCheck(CastSettings settings, Func<string, YamlValue> place, FaultList faults)
{
    private readonly ResourceRules _rules = settings.Resources;

    public void Run()
    {
        CheckCpusAndMemory();
        Exceeds("scheduler_walltime", "max_walltime", _rules.Walltime is { } walltime && WalltimeFormat.Read(walltime) > _rules.MaxWalltime);
        Exceeds("scheduler_gpu", "max_gpu", _rules.Gpu is { } gpu && GpuAmount.Read(gpu)?.Count > _rules.MaxGpu);
        WarnOfUnused("gpu", ["gpu", "gpu_count", "gpu_type"], ("scheduler_gpu", _rules.Gpu is not null), ("max_gpu", _rules.MaxGpu > 0), ("allowed_gpu_types", _rules.AllowedGpuTypes.Count > 0));
        WarnOfUnused("walltime", ["walltime"], ("scheduler_walltime", _rules.Walltime is not null), ("max_walltime", _rules.MaxWalltime is not null));
        WarnOfUnused("partition", ["partition"], ("scheduler_partition", _rules.Partition is not null), ("allowed_partitions", _rules.AllowedPartitions.Count > 0));
        WarnOfUnused("account", ["account"], ("scheduler_account", _rules.Account is not null), ("allowed_accounts", _rules.AllowedAccounts.Count > 0));
        WarnOfUnused("qos", ["qos"], ("scheduler_qos", _rules.Qos is not null), ("allowed_qos", _rules.AllowedQos.Count > 0));
        WarnOfUnused("constraint", ["constraint"], ("scheduler_constraint", _rules.Constraint is not null), ("allowed_constraints", _rules.AllowedConstraints.Count > 0));
    }

    /// <summary>What fits depends on the cluster, so it is looked at when all keys are known.</summary>
    private void CheckCpusAndMemory()
    {
        var cpu = settings.SchedulerCpu is { } cpus ? CpuAmount.Read(settings.Cluster, cpus) : null;
        if (settings.SchedulerCpu is { } wrongCpus && cpu is null)
        {
            Refuse("scheduler_cpu", wrongCpus, CpuAmount.RightForm(settings.Cluster));
        }

        var memory = settings.SchedulerRam is { } ram ? MemoryAmount.Read(settings.Cluster, ram) : null;
        if (settings.SchedulerRam is { } wrongRam && memory is null)
        {
            Refuse("scheduler_ram", wrongRam, MemoryAmount.RightForm(settings.Cluster));
        }

        Exceeds("scheduler_cpu", "max_cpu", cpu?.High > _rules.MaxCpu);
        Exceeds("scheduler_ram", "max_ram", memory?.WholeBytes(settings.Cluster, cpu?.High ?? 1) > _rules.MaxRamGigabytes * MemoryAmount.Gibibyte);
    }

    private void Refuse(string key, string text, string form) =>
        faults.Add(place(key), key, $"'{(text.Length > 60 ? text[..60] + "…" : text)}' cannot be read.", $"Write {form}.");

    private void Exceeds(string key, string limit, bool exceeds)
    {
        if (exceeds)
        {
            faults.Add(place(key), key, $"This is more than {limit} in line {place(limit).Start.Line.ToString(CultureInfo.InvariantCulture)} allows jobs to ask for.", $"Lower it, or raise {limit}.");
        }
    }

    private void WarnOfUnused(string what, IReadOnlyList<string> names, params ReadOnlySpan<(string Key, bool IsSet)> keys)
    {
        if (settings.Script is null || TemplateMentions.AnyOf(settings, names))
        {
            return;
        }

        foreach (var (key, isSet) in keys)
        {
            if (isSet)
            {
                faults.Warn(place(key), key, $"'script' never uses job.{what}, so this has no effect.", $"Use {{{{ job.{what} }}}} in the script or the command, or remove this key.");
            }
        }
    }
}
