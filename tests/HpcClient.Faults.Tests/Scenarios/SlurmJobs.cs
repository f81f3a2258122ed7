using HpcClient.Casting.Ledger;

namespace HpcClient.Faults.Tests.Scenarios;

/// <summary>What Slurm and its operator do to single jobs and nodes.</summary>
internal static class SlurmJobs
{
    private const string Operator = "Somebody cancelled the job at slurm, namely root";

    private static readonly Scenario Slow = new(LossPoint.Node, "a job reaches its time limit: it is told as failed, with the remedy", async stage =>
    {
        await stage.LaunchGatedAsync();
        await stage.SweepAsync();
    })
    {
        Ground = Ground.Slurm,
        Outcome = "failed",
        Says = "time limit",
        Settings = "  scheduler_walltime: \"0:01:00\"\n",
    };

    public static IEnumerable<Scenario> All =>
    [
        Slow,
        new(LossPoint.Node, "a gear uses more memory than its job has: it is told as failed, with the remedy", async stage =>
        {
            await stage.LaunchAsync("dd bs=2500M count=1 if=/dev/zero of=/dev/null");
            await stage.SweepAsync();
        })
        {
            Ground = Ground.Slurm,
            Outcome = "failed",
            Says = "memory",
        },
        new(LossPoint.Queue, "an operator cancels a waiting job: its user learns it, and it never runs", async stage =>
        {
            stage.StandIns.Put("sbatch", "real --hold \"$@\"");
            var job = await stage.LaunchAsync();
            await stage.SweepUntilAsync(job, LedgerState.Queued);
            await stage.Slurm.AskAsync("scancel", await stage.NumberAsync(job));
        })
        {
            Ground = Ground.Slurm,
            Outcome = "cancelled",
            GearRuns = 0,
            Says = Operator,
        },
        WhileRunning("an operator cancels a running job: its user learns it", async (stage, job) =>
            await stage.Slurm.AskAsync("scancel", await stage.NumberAsync(job)), "cancelled", says: Operator),
        WhileRunning("an operator requeues a running job: it runs again under the same number", async (stage, job) =>
        {
            await stage.Slurm.AskAsync("scontrol", "requeue", await stage.NumberAsync(job));
            stage.OpenGate();
        }, "complete", runs: 2),
        WhileRunning("a job of higher priority takes a job's place: its user learns it", async (stage, _) =>
            await DisplaceAsync(stage, 3), "failed", says: "A job of higher priority took the place", partition: "displaced"),
        WhileRunning("a job of higher priority takes a job's place, and it waits again: it runs again under the same number", async (stage, job) =>
        {
            await DisplaceAsync(stage, 7);
            await Machine.Until.TrueAsync(async () => await stage.PhaseAsync(job) == "PENDING", "the job waits again");
            stage.OpenGate();
            await stage.RunsAsync(job, 2);
        }, "complete", runs: 2, partition: "displaced-again"),
        WhileRunning("a node goes down under a job that may be requeued: it runs again", async (stage, job) =>
        {
            // Its daemon is well, so the node is back with the next word of it.
            await stage.Slurm.AskAsync("scontrol", "update", $"nodename={stage.Slurm.Node(4)}", "state=down", "reason=fault");
            stage.OpenGate();
            await stage.RunsAsync(job, 2);
        }, "complete", runs: 2, partition: "frail"),
        new(LossPoint.Queue, "the only node is drained when a job comes: it waits, and runs once", async stage =>
        {
            await stage.Slurm.AskAsync("scontrol", "update", $"nodename={stage.Slurm.Node(6)}", "state=drain", "reason=fault");
            var job = await stage.LaunchAsync();
            await stage.SweepUntilAsync(job, LedgerState.Queued);
            await stage.Slurm.AskAsync("scontrol", "update", $"nodename={stage.Slurm.Node(6)}", "state=resume");
        })
        {
            Ground = Ground.Slurm,
            Settings = "  scheduler_partition: drained\n",
        },
        WhileRunning("the node's only engine is killed: nobody calls the job complete", (stage, _) =>
        {
            stage.KillEngines();
            return Task.CompletedTask;
        }, "failed", says: "before the engine could say", leavesScratch: true),
        new(LossPoint.Twins, "somebody submits a job's script once more by hand: the second engine does nothing", async stage =>
        {
            var job = await stage.LaunchGatedAsync();
            await stage.SweepAsync();
            await stage.RunsAsync(job);
            var twin = (await stage.Slurm.AskAsync("sbatch", "--parsable", "--job-name=twin", "-o", Path.Combine(stage.Root, "twin.txt"), stage.Folder.ScriptOf(job))).Split(';')[0];
            await stage.SweepUntilAsync(async () => (await stage.Slurm.AskAsync("squeue", "-h", "-o", "%i", $"--name=twin")).Split('\n').Contains(twin) == false, "the twin ends");
            (await File.ReadAllTextAsync(Path.Combine(stage.Root, "twin.txt"))).ShouldContain("Another engine has this job");
            stage.OpenGate();
        })
        {
            Ground = Ground.Slurm,
        },
        new(LossPoint.Verdict, "there is no accounting: a job's end is known from the engine", async stage =>
        {
            await stage.LaunchAsync();
            await stage.SweepAsync();
        })
        {
            Ground = Ground.BareSlurm,
        },
        new(LossPoint.Verdict, "a short job is forgotten by Slurm between two sweeps: the engine's word is enough", async stage =>
        {
            var job = await stage.LaunchAsync();
            await stage.SweepAsync();
            await Machine.Until.TrueAsync(
                async () => await stage.Site.StateAsync(job) == "complete" && (await stage.Slurm.AskAsync("squeue", "-h", "-t", "all", "-o", "%i", $"--name=fw-{job}")).Length == 0,
                "Slurm forgets the job");
            stage.Client.Stride = TimeSpan.FromMinutes(5);
        })
        {
            Ground = Ground.BareSlurm,
        },
        new(LossPoint.Verdict, "a job whose engine was killed is forgotten by a Slurm without accounting: it counts as lost, not as complete", async stage =>
        {
            var job = await stage.LaunchGatedAsync();
            await stage.SweepAsync();
            await stage.RunsAsync(job);
            stage.KillEngines();
            await Machine.Until.TrueAsync(async () => (await stage.Slurm.AskAsync("squeue", "-h", "-t", "all", "-o", "%i", $"--name=fw-{job}")).Length == 0, "Slurm forgets the job");
            stage.Client.Stride = TimeSpan.FromMinutes(5);
        })
        {
            Ground = Ground.BareSlurm,
            Outcome = "failed",
            Says = "nobody can say how it ended",
            LeavesScratch = true,
        },
    ];

    private static Task<string> DisplaceAsync(Stage stage, int node) =>
        stage.Slurm.AskAsync("sbatch", "-p", "urgent", "-w", stage.Slurm.Node(node), "--exclusive", "-o", "/dev/null", "--wrap", "sleep 1");

    private static Scenario WhileRunning(
        string name, Func<Stage, string, Task> harm, string outcome, int runs = 1, string? says = null, string? partition = null, bool leavesScratch = false) =>
        new(LossPoint.Node, name, async stage =>
        {
            var job = await stage.LaunchGatedAsync();
            await stage.SweepAsync();
            await stage.RunsAsync(job);
            await harm(stage, job);
        })
        {
            Ground = Ground.Slurm,
            Outcome = outcome,
            GearRuns = runs,
            Says = says,
            LeavesScratch = leavesScratch,
            Settings = partition is null ? "" : $"  scheduler_partition: {partition}\n",
        };
}
