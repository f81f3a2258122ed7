using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Base;
using HpcClient.Scheduling.Local;
using HpcClient.Scheduling.Lsf;
using HpcClient.Scheduling.Priorities;
using HpcClient.Scheduling.Sge;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling;

/// <summary>The schedulers there are. A new one is a folder and a row here.</summary>
public static class SchedulerRegistry
{
    private static readonly Dictionary<string, Func<SchedulerContext, IScheduler>> Factories = new()
    {
        [SlurmDefaults.Name] = context => new SlurmScheduler(context),
        [SgeDefaults.Name] = context => new SgeScheduler(context),
        [LsfDefaults.Name] = context => new LsfScheduler(context),
        [LocalDefaults.Name] = context => new LocalScheduler(context),
        [BaseDefaults.Name] = context => new BaseScheduler(context),
    };

    private static readonly Dictionary<string, SchedulerDefaults> AllDefaults =
        ((SchedulerDefaults[])[SlurmDefaults.Value, LocalDefaults.Value, SgeDefaults.Value, LsfDefaults.Value, BaseDefaults.Value])
        .ToDictionary(value => value.Name);

    private static readonly Dictionary<string, Func<SchedulerContext, IPriorityRule>> PriorityRules = new()
    {
        [SlurmDefaults.Name] = context => new SlurmPriority(context, ProcessUser.Id),
        [SgeDefaults.Name] = context => new SgePriority(context, Environment.UserName),
        [LsfDefaults.Name] = _ => new LsfPriority(),
    };

    /// <summary>Names that <c>cast.yml</c> may give as <c>cluster</c> to run jobs.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Factories.Keys];

    /// <summary>One sentence with the known names when no scheduler has this name; null when one has.</summary>
    public static string? Fault(string name) => Factories.ContainsKey(name)
        ? null
        : $"No scheduler is called '{name}'; set 'cluster' in cast.yml to one of: {string.Join(", ", Names)}.";

    /// <summary>Makes a scheduler.</summary>
    /// <exception cref="ArgumentException">There is none of this name: ask <see cref="Fault"/> first.</exception>
    public static IScheduler Create(string name, SchedulerContext context) =>
        Factories.TryGetValue(name, out var make) ? make(context) : throw new ArgumentException(Fault(name), nameof(name));

    /// <summary>How jobs are given a priority there.</summary>
    public static IPriorityRule PriorityRule(string name, SchedulerContext context) =>
        PriorityRules.TryGetValue(name, out var make) ? make(context) : new NoPriority();

    /// <summary>Script, command and resources where <c>cast.yml</c> says nothing; null for an unknown name.</summary>
    public static SchedulerDefaults? Defaults(string name) => AllDefaults.GetValueOrDefault(name);
}
