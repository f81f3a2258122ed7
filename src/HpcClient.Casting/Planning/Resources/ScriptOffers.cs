using HpcClient.Scheduling;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Resources;

namespace HpcClient.Casting.Planning.Resources;

/// <summary>What script and command hand on to the scheduler: the default script by what it says it does, a custom one by its text.</summary>
/// <param name="settings">Custom script and command.</param>
/// <param name="defaults">The scheduler's own.</param>
internal sealed class ScriptOffers(CastSettings settings, SchedulerDefaults defaults)
{
    /// <summary>Whether a <paramref name="kind"/> that a job asks for reaches the scheduler.</summary>
    public bool Has(ResourceKinds kind) =>
        (settings.Script is null && defaults.Offers.HasFlag(kind)) || TemplateMentions.AnyOf(settings, Names(kind));

    /// <summary>The end of the sentence that says why one does not.</summary>
    public string WhyNot => settings.Script is null
        ? $"which the cluster '{defaults.Name}' does not offer."
        : "which the job script of this cluster does not hand on.";

    /// <summary>A sentence when cast.yml gives jobs something by default that the default script has no place for; else null.</summary>
    public string? Fault()
    {
        if (settings.Script is not null)
        {
            return null; // said as a warning when the settings are read
        }

        var rules = settings.Resources;
        (string Key, string? Value, ResourceKinds Kind)[] given =
        [
            ("scheduler_gpu", rules.Gpu, ResourceKinds.Gpu),
            ("scheduler_gpu", rules.Gpu is { } gpu ? GpuAmount.Read(gpu)?.Type : null, ResourceKinds.GpuType),
            ("scheduler_walltime", rules.Walltime, ResourceKinds.Walltime),
            ("scheduler_partition", rules.Partition, ResourceKinds.Partition),
            ("scheduler_account", rules.Account, ResourceKinds.Account),
            ("scheduler_qos", rules.Qos, ResourceKinds.Qos),
            ("scheduler_constraint", rules.Constraint, ResourceKinds.Constraint),
        ];
        var without = given.Where(g => g.Value is not null && !Has(g.Kind)).Select(g => g.Key).Distinct().ToList();
        return without.Count == 0 ? null
            : $"{string.Join(", ", without.Select(k => $"'{k}'"))} in cast.yml cannot be given to jobs: the default script of the cluster '{defaults.Name}' has no place for that. Remove it, or write a script that uses it.";
    }

    private static string[] Names(ResourceKinds kind) => kind switch
    {
        ResourceKinds.Gpu => ["gpu", "gpu_count"],
        ResourceKinds.GpuType => ["gpu", "gpu_type"],
        _ => [kind.ToString().ToLowerInvariant()],
    };
}
