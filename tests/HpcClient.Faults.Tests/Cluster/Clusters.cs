using HpcClient.Posix.Processes;

namespace HpcClient.Faults.Tests.Cluster;

/// <summary>The suite's Slurms, each brought up when the first scenario needs it, and taken down with the suite.</summary>
public sealed class Clusters : IAsyncDisposable
{
    /// <summary>
    /// Nodes 1 and 2 for ordinary work; 3 and 7 on which jobs are displaced; 4 and 5 which fail; 6 which is drained.
    /// </summary>
    private const string Partitions = """
        # Slurm's own default: on a busy machine an engine needs longer than the little that our up.sh sets to clear up.
        KillWait=30
        # How long a credential lives is also how long Slurm lets a job wait that it puts back into the queue.
        AuthInfo=socket=ROOT/munge/munge.sock,cred_expire=20
        PreemptType=preempt/partition_prio
        PreemptMode=REQUEUE
        PartitionName=work Nodes=NODE[1-2] DefaultTime=60 MaxTime=INFINITE PriorityTier=1 PreemptMode=OFF State=UP
        PartitionName=displaced Nodes=NODE3 DefaultTime=60 PriorityTier=1 PreemptMode=CANCEL GraceTime=0 State=UP
        PartitionName=displaced-again Nodes=NODE7 DefaultTime=60 PriorityTier=1 PreemptMode=REQUEUE GraceTime=0 State=UP
        PartitionName=urgent Nodes=NODE[3,7] DefaultTime=60 PriorityTier=10 PreemptMode=OFF State=UP
        PartitionName=frail Nodes=NODE4 DefaultTime=60 PriorityTier=1 PreemptMode=OFF State=UP
        PartitionName=frail-once Nodes=NODE5 DefaultTime=60 PriorityTier=1 PreemptMode=OFF State=UP
        PartitionName=drained Nodes=NODE6 DefaultTime=60 PriorityTier=1 PreemptMode=OFF State=UP

        """;

    private const string Plain = """
        PartitionName=work Nodes=NODE1 DefaultTime=60 MaxTime=INFINITE State=UP

        """;

    private readonly Lazy<Task<FaultCluster>> _calm = new(() => StartAsync("calm", nodes: 7, accounting: true, Partitions));
    private readonly Lazy<Task<FaultCluster>> _rough = new(() => StartAsync("rough", nodes: 1, accounting: true, Plain));
    private readonly Lazy<Task<FaultCluster>> _bare = new(() => StartAsync("bare", nodes: 1, accounting: false, Plain + "MinJobAge=2\n"));
    private readonly Lazy<Task<FaultCluster>> _forgetful = new(() => StartAsync("forgetful", nodes: 1, accounting: false, Plain));
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    // Scenarios mostly wait, so more of them play at once than there are cores; all of them at once would starve each other.
    private readonly SemaphoreSlim _room = new(7 * Environment.ProcessorCount);

    /// <summary>The cluster of a ground; null where none is needed. Skips the test where there can be none.</summary>
    internal async Task<FaultCluster?> OfAsync(Ground ground)
    {
        if (ground == Ground.Local)
        {
            return null;
        }

        NeedSlurm();
        return await (ground switch { Ground.Slurm => _calm, Ground.RoughSlurm => _rough, Ground.BareSlurm => _bare, _ => _forgetful }).Value;
    }

    /// <summary>Waits until there is room for a scenario on its ground; dispose it afterwards.</summary>
    internal async Task<IDisposable> TakeAsync(Ground ground)
    {
        // The rough ones wait for each other, the longest of all, so they wait for nobody else.
        var lane = ground == Ground.RoughSlurm ? _oneAtATime : _room;
        await lane.WaitAsync(TestContext.Current.CancellationToken);
        return new Turn(lane);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in new[] { _calm, _rough, _bare, _forgetful }.Where(c => c.IsValueCreated && c.Value.IsCompletedSuccessfully))
        {
            await (await cluster.Value).DisposeAsync();
        }

        _oneAtATime.Dispose();
        _room.Dispose();
    }

    private static async Task<FaultCluster> StartAsync(string name, int nodes, bool accounting, string conf)
    {
        await FaultCluster.ClearAsync($"fwf-*-{name}");
        return await FaultCluster.StartAsync($"/var/tmp/fwf-{Environment.ProcessId}-{name}", nodes, accounting, conf);
    }

    private static void NeedSlurm()
    {
        if (!ProcessUser.IsRoot)
        {
            Assert.Skip("needs root: a Slurm of the suite's own is brought up");
        }

        if (Executables.Find("sbatch") is null || !File.Exists("/usr/sbin/slurmctld"))
        {
            Assert.Skip("no Slurm on this machine: sudo deploy/parts/install-debian.sh --slurm");
        }
    }

    private sealed class Turn(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }
}
