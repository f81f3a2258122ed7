using HpcClient.Posix.Processes;

namespace HpcClient.Scheduling.Slurm;

/// <summary>Slurm as one of the kinds.</summary>
internal static class SlurmKind
{
    /// <summary>The kind.</summary>
    public static SchedulerKind Value { get; } = new()
    {
        Defaults = SlurmDefaults.Value,
        Make = context => new SlurmScheduler(context),
        PriorityRule = context => new SlurmPriority(context, ProcessUser.Id),
        LookAsync = SlurmDiscovery.LookAsync,
    };
}
