using HpcClient.Scheduling.Discovery;
using HpcClient.Scheduling.Priorities;

namespace HpcClient.Scheduling;

/// <summary>One kind of scheduler: all by which the rest of the client knows it. Each folder has one, and <see cref="SchedulerRegistry"/> a row for it.</summary>
internal sealed record SchedulerKind
{
    /// <summary>Its name, script, command and what it takes.</summary>
    public required SchedulerDefaults Defaults { get; init; }

    /// <summary>Makes one.</summary>
    public required Func<SchedulerContext, IScheduler> Make { get; init; }

    /// <summary>How jobs are given a priority there; default: not at all.</summary>
    public Func<SchedulerContext, IPriorityRule> PriorityRule { get; init; } = _ => new NoPriority();

    /// <summary>
    /// Finds out for <c>setup</c> whether the scheduler's commands are on this machine, and what there is: null where they
    /// are not. Default: <c>setup</c> does not propose it, but takes its name.
    /// </summary>
    public Func<SchedulerContext, CancellationToken, Task<ClusterFacts?>> LookAsync { get; init; } = (_, _) => Task.FromResult<ClusterFacts?>(null);
}
