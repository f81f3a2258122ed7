using HpcClient.Casting.Ledger;

namespace HpcClient.Faults.Tests.Scenarios;

/// <summary>Jobs that run again on purpose, by a policy or by their user's wish, and jobs that are taken back.</summary>
internal static class Policies
{
    public static IEnumerable<Scenario> All =>
    [
        new(LossPoint.Node, "a gear needs more memory than its job has, and on_end gives it more: it completes as the same job", async stage =>
        {
            await stage.LaunchAsync("dd bs=1300M count=1 if=/dev/zero of=/dev/null");
            await stage.SweepAsync();
        })
        {
            Ground = Ground.Slurm,
            GearRuns = 2,
            Says = "submitted again with 2 GiB",
            Settings = "  on_end: {out_of_memory: {do: more_memory, factor: 2}}\n",
        },
        new(LossPoint.Node, "a node goes down under a job that may not be requeued, and on_end submits it again: it completes as the same job", async stage =>
        {
            stage.StandIns.Put("sbatch", "real --no-requeue \"$@\"");
            var job = await stage.LaunchGatedAsync();
            await stage.SweepAsync();
            await stage.RunsAsync(job);
            await stage.Slurm.AskAsync("scontrol", "update", $"nodename={stage.Slurm.Node(5)}", "state=down", "reason=fault");
            await stage.SweepUntilAsync(() => Task.FromResult(stage.Remembered(job)!.Submissions == 2), "the job is submitted again");
            stage.OpenGate();
        })
        {
            Ground = Ground.Slurm,
            GearRuns = 2,
            Says = "submitted again",
            Settings = "  scheduler_partition: frail-once\n  on_end: {node_failure: resubmit}\n",
        },
        new(LossPoint.Twins, "an operator cancels a job while sweeps are at work: it ends once", async stage =>
        {
            var job = await stage.LaunchGatedAsync();
            await stage.SweepAsync();
            await stage.RunsAsync(job);
            var sweeps = Enumerable.Range(0, 2).Select(_ => stage.Client.SweepAsync()).ToList();
            (await stage.Client.RunAsync("cancel", job, "--yes")).ExitCode.ShouldBe(0);
            await Task.WhenAll(sweeps);
        })
        {
            Ground = Ground.Slurm,
            Outcome = "cancelled",
        },
        new(LossPoint.Twins, "the site fails a running job and its user runs it again: the new one starts when the old one is gone", async stage =>
        {
            var job = await stage.LaunchGatedAsync();
            await stage.SweepAsync();
            await stage.RunsAsync(job);
            stage.Expect(job, "failed", 1);
            var again = await stage.FailAndRetryAsync(job);
            await stage.SweepUntilAsync(() => Task.FromResult(stage.Remembered(again)?.SchedulerJobId is not null), "the new job is submitted");
            (await stage.PhaseAsync(job)).ShouldNotBe("RUNNING");
            stage.OpenGate();
        })
        {
            Ground = Ground.Slurm,
        },
        new(LossPoint.Word, "the site is away for an hour after a job ended badly: it is told then, once", async stage =>
        {
            var job = await stage.LaunchGatedAsync();
            await stage.SweepAsync();
            await stage.RunsAsync(job);
            await stage.Site.WhileAwayAsync(async () =>
            {
                stage.KillEngines();
                stage.Client.Stride = TimeSpan.FromMinutes(6);
                await stage.SweepUntilAsync(() => Task.FromResult(stage.Client.Ahead >= TimeSpan.FromHours(1)), "an hour passes");
                stage.Remembered(job)!.State.ShouldBe(LedgerState.Ended);
            });
        })
        {
            Outcome = "failed",
            LeavesScratch = true,
        },
    ];
}
