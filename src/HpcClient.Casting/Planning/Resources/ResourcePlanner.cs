using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Resources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HpcClient.Casting.Planning.Resources;

/// <summary>Answers: what does this job ask the scheduler for, and may it?</summary>
public sealed class ResourcePlanner
{
    private readonly CastSettings _settings;
    private readonly SchedulerDefaults _defaults;
    private readonly PlanningNotes _notes;
    private readonly ScriptOffers _offers;
    private readonly GpuRule _gpu;

    /// <summary>Prepares for the jobs of one sweep.</summary>
    /// <param name="settings">Defaults and rules of the site, and whether priorities are mapped.</param>
    /// <param name="defaults">Defaults of the scheduler.</param>
    /// <param name="log">Hears what an admin should know of jobs that run all the same.</param>
    public ResourcePlanner(CastSettings settings, SchedulerDefaults defaults, ILogger? log = null)
    {
        _settings = settings;
        _defaults = defaults;
        _notes = new(log ?? NullLogger.Instance);
        _offers = new(settings, defaults);
        _gpu = new(settings, _offers);
        SettingsFault = _offers.Fault();
    }

    /// <summary>A sentence when cast.yml gives jobs something that cannot reach the scheduler; null when all is well.</summary>
    public string? SettingsFault { get; }

    /// <summary>Reads what <paramref name="job"/> asks for.</summary>
    /// <returns>The request; or in words everything that is wrong with it, and what its user can do.</returns>
    public (ResourceRequest? Request, string? Fault) Plan(FlywheelJob job)
    {
        var taking = new ResourceTaking(job, _settings, _notes);
        var rules = _settings.Resources;
        var cpus = taking.TakeFirst(ResourceNames.Cpu, Given(_settings.SchedulerCpu, ResourceNames.Cpu, _defaults.DefaultCpu ?? "1"), asked => CpuRule.Read(_settings, asked));
        var memory = taking.TakeFirst(ResourceNames.Memory, Given(_settings.SchedulerRam, ResourceNames.Memory, _defaults.DefaultMemory ?? "4G"), asked => MemoryRule.Read(_settings, asked));
        if (cpus is not null && memory is not null && MemoryRule.Excess(_settings, cpus, memory) is { } excess)
        {
            taking.Refusals.Add(excess);
        }

        var gpus = taking.TakeOnly(ResourceNames.Gpu, Given(rules.Gpu, ResourceNames.Gpu), _gpu.Read);
        var walltime = taking.TakeOnly(ResourceNames.Walltime, Given(rules.Walltime, ResourceNames.Walltime), asked => WalltimeRule.Read(_settings, _offers, asked));
        var partition = Named(taking, ResourceKinds.Partition, ResourceNames.Partition, rules.Partition, rules.AllowedPartitions);
        var account = Named(taking, ResourceKinds.Account, ResourceNames.Account, rules.Account, rules.AllowedAccounts);
        var qos = Named(taking, ResourceKinds.Qos, ResourceNames.Qos, rules.Qos, rules.AllowedQos);
        var constraint = Named(taking, ResourceKinds.Constraint, ResourceNames.Constraint, rules.Constraint, rules.AllowedConstraints);
        if (taking.Refusals.Count > 0)
        {
            return (null, $"{string.Join(' ', taking.Refusals)} {Remedy}");
        }

        var gpu = gpus?.Value is { Count: > 0 } some ? some : null;
        if (gpu is not null && gpus!.Asked.IsJobs && !_offers.Has(ResourceKinds.Gpu))
        {
            _notes.ScriptWithoutGpu(job, _defaults.GpuLine);
        }

        return (new()
        {
            Cpus = cpus!.Value.Value,
            CpuCount = cpus.Value.Low,
            Memory = memory!.Value.Value,
            MemoryBytes = memory.Value.WholeBytes(_defaults.Name, cpus.Value.Low),
            Gpu = gpu?.ToString(),
            GpuCount = gpu?.Count,
            GpuType = gpu?.Type,
            Walltime = walltime?.Value.Length,
            Partition = partition,
            Account = account,
            Qos = qos,
            Constraint = constraint,
            Priority = Priority(job),
        }, null);
    }

    /// <summary>Gives a request the memory and walltime that a policy of <c>on_end</c> has found, in place of the job's own wish.</summary>
    /// <param name="request">The job's own wish.</param>
    /// <param name="memoryBytes">Memory of the whole job; null to leave it.</param>
    /// <param name="walltime">Walltime; null to leave it.</param>
    public ResourceRequest Raise(ResourceRequest request, long? memoryBytes, TimeSpan? walltime)
    {
        if (memoryBytes is { } bytes && bytes > request.MemoryBytes)
        {
            var memory = MemoryAmount.OfWhole(_defaults.Name, bytes, request.CpuCount);
            request = request with { Memory = memory.Value, MemoryBytes = memory.WholeBytes(_defaults.Name, request.CpuCount) };
        }

        return walltime is { } longer && !(longer <= request.Walltime) ? request with { Walltime = longer } : request;
    }

    private string Remedy => _settings.AdminContactEmail is { } contact
        ? $"Change it and run the gear again; if you need it, ask {contact}."
        : "Change it and run the gear again.";

    private string? Named(ResourceTaking taking, ResourceKinds kind, ResourceNames names, string? given, IReadOnlyList<string> allowed) =>
        taking.TakeOnly(names, Given(given, names), new NamedRule(kind, names, allowed, _offers).Read)?.Value;

    private static AskedResource? Given(string? fromSettings, ResourceNames names) =>
        string.IsNullOrWhiteSpace(fromSettings) ? null : new(fromSettings.Trim(), $"{names.Key} in cast.yml", AskedBy.Settings);

    private static AskedResource Given(string? fromSettings, ResourceNames names, string schedulers) =>
        Given(fromSettings, names) ?? new(schedulers, "the scheduler's default", AskedBy.Default);

    private int? Priority(FlywheelJob job) =>
        _settings.MapJobPriority && job.Priority is { } word && _settings.FwPriorityMap.TryGetValue(word, out var number) ? number : null;
}
