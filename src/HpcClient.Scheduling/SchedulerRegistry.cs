using HpcClient.Scheduling.Base;
using HpcClient.Scheduling.Discovery;
using HpcClient.Scheduling.Local;
using HpcClient.Scheduling.Lsf;
using HpcClient.Scheduling.Priorities;
using HpcClient.Scheduling.Sge;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling;

/// <summary>The schedulers there are. A new one is a folder and a row here.</summary>
public static class SchedulerRegistry
{
    // In the order in which people are told of them.
    private static readonly SchedulerKind[] Kinds =
    [
        SlurmKind.Value,
        SgeKind.Value,
        LsfKind.Value,
        LocalKind.Value,
        BaseKind.Value,
    ];

    private static readonly Dictionary<string, SchedulerKind> ByName = Kinds.ToDictionary(kind => kind.Defaults.Name);

    /// <summary>Names that <c>cast.yml</c> may give as <c>cluster</c> to run jobs.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Select(kind => kind.Defaults.Name)];

    /// <summary>The same as the end of a sentence: <c>slurm, sge or local (this machine)</c>.</summary>
    public static string NamesInWords { get; } = InWords([.. Kinds.Select(kind => kind.Defaults is { Note: { } note, Name: var name } ? $"{name} ({note})" : kind.Defaults.Name)]);

    /// <summary>One sentence with the known names when no scheduler has this name; null when one has.</summary>
    public static string? Fault(string name) => ByName.ContainsKey(name)
        ? null
        : $"No scheduler is called '{name}'; set 'cluster' in cast.yml to one of: {string.Join(", ", Names)}.";

    /// <summary>Makes a scheduler.</summary>
    /// <exception cref="ArgumentException">There is none of this name: ask <see cref="Fault"/> first.</exception>
    public static IScheduler Create(string name, SchedulerContext context) =>
        ByName.TryGetValue(name, out var kind) ? kind.Make(context) : throw new ArgumentException(Fault(name), nameof(name));

    /// <summary>How jobs are given a priority there.</summary>
    public static IPriorityRule PriorityRule(string name, SchedulerContext context) =>
        ByName.TryGetValue(name, out var kind) ? kind.PriorityRule(context) : new NoPriority();

    /// <summary>Script, command and resources where <c>cast.yml</c> says nothing; null for an unknown name.</summary>
    public static SchedulerDefaults? Defaults(string name) => ByName.GetValueOrDefault(name)?.Defaults;

    /// <summary>Asks each kind what there is of it on this machine; those that are not there are left out.</summary>
    internal static async Task<IReadOnlyList<ClusterFacts>> LookAsync(SchedulerContext context, CancellationToken cancellationToken)
    {
        var found = new List<ClusterFacts>();
        foreach (var kind in Kinds)
        {
            if (await kind.LookAsync(context, cancellationToken) is { } facts)
            {
                found.Add(facts);
            }
        }

        return found;
    }

    private static string InWords(string[] all) => $"{string.Join(", ", all[..^1])} or {all[^1]}";
}
