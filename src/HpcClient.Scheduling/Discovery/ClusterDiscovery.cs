using HpcClient.Scheduling.Local;

namespace HpcClient.Scheduling.Discovery;

/// <summary>Finds the schedulers whose commands are on this machine, and asks each what there is.</summary>
public static class ClusterDiscovery
{
    /// <summary>What was found, the real schedulers first; <c>local</c> is always last.</summary>
    public static async Task<IReadOnlyList<ClusterFacts>> FindAsync(SchedulerContext context, CancellationToken cancellationToken) =>
        [.. await SchedulerRegistry.LookAsync(context, cancellationToken), new(LocalDefaults.Name, "this machine alone, without a scheduler")];
}
