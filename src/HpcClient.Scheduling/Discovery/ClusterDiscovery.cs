using HpcClient.Scheduling.Local;
using HpcClient.Scheduling.Lsf;
using HpcClient.Scheduling.Sge;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling.Discovery;

/// <summary>Finds the schedulers whose commands are on this machine, and asks each what there is.</summary>
public static class ClusterDiscovery
{
    /// <summary>What was found, the real schedulers first; <c>local</c> is always last.</summary>
    public static async Task<IReadOnlyList<ClusterFacts>> FindAsync(SchedulerContext context, CancellationToken cancellationToken)
    {
        var found = new List<ClusterFacts>();
        foreach (var look in (Func<SchedulerContext, CancellationToken, Task<ClusterFacts?>>[])[SlurmDiscovery.LookAsync, SgeDiscovery.LookAsync, LsfDiscovery.LookAsync])
        {
            if (await look(context, cancellationToken) is { } facts)
            {
                found.Add(facts);
            }
        }

        found.Add(new(LocalDefaults.Name, "this machine alone, without a scheduler"));
        return found;
    }
}
