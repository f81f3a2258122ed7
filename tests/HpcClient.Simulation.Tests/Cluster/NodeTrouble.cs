using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Records;

namespace HpcClient.Simulation.Tests.Cluster;

/// <summary>What may befall a job on its node besides the end of its gear.</summary>
internal sealed class NodeTrouble(World world, SimulatedCluster cluster)
{
    public void Befall(ClusterJob job, SimulatedEngine engine) =>
        world.Time.After(world.Dice.Seconds(0, world.Dice.Of(10, 400)), () =>
        {
            if (job.Engine == engine && job.Phase == SchedulerPhase.Running && !world.IsCalm)
            {
                Strike(job, engine);
            }
        });

    private void Strike(ClusterJob job, SimulatedEngine engine)
    {
        var requeue = world.Dice.Chance(0.4);
        switch (world.Dice.Between(1, 10))
        {
            case 1:
                Say(job, "runs out of memory");
                engine.RunOutOfMemory();
                break;
            case 2:
                Say(job, "runs out of memory with its engine");
                engine.Die();
                cluster.Finish(job, engine, EndCause.OutOfMemory, "OUT_OF_MEMORY", requeue: false);
                break;
            case 3:
                Say(job, "reaches its time limit");
                cluster.StopThenEnd(job, EndCause.TimeLimit, "TIMEOUT", world.Dice.Of(EndedBy.TimeLimit, EndedBy.Signal));
                break;
            case 4:
                Say(job, "is on a node that dies");
                engine.Die();
                world.Time.After(world.Dice.Seconds(0, 300), () => cluster.Finish(job, engine, EndCause.NodeFailure, "NODE_FAIL", requeue));
                break;
            case 5 or 9 or 10:
                Say(job, "is on a node that is cut off");
                engine.CutOff();
                cluster.Finish(job, engine, EndCause.NodeFailure, "NODE_FAIL", requeue);
                break;
            case 6:
                Say(job, "is preempted");
                cluster.StopThenEnd(job, EndCause.Preempted, "PREEMPTED", EndedBy.Signal, requeue);
                break;
            case 7:
                cluster.Cancel(job.Id, "operator");
                break;
            default:
                Say(job, "loses its engine");
                engine.Die();
                cluster.Finish(job, engine, EndCause.ScriptFailed, "FAILED", requeue: false);
                break;
        }
    }

    private void Say(ClusterJob job, string what) => world.Trace.Say("node", $"{job} {what}");
}
