namespace HpcClient.Faults.Tests.Scenarios;

/// <summary>Slurm's daemons stop, hang and come back. Each of these has the rough Slurm for itself.</summary>
internal static class SlurmDaemons
{
    private static readonly TimeSpan LongerThanSlurmWaits = TimeSpan.FromSeconds(15);

    public static IEnumerable<Scenario> All =>
    [
        new(LossPoint.Promise, "slurmctld is down when a job comes: it waits, and runs once", async stage =>
        {
            await stage.Slurm.StopAsync("slurmctld");
            await stage.LaunchAsync();
            (await stage.SweepAsync()).ExitCode.ShouldBe(ExitCodes.Scheduler);
            await stage.Slurm.MendAsync();
        })
        {
            Ground = Ground.RoughSlurm,
        },
        new(LossPoint.Receipt, "slurmctld hangs while a job is submitted: it is found by its name and runs once", async stage =>
        {
            await stage.LaunchAsync();
            await stage.Slurm.SignalAsync("slurmctld", "STOP");
            var sweep = stage.SweepAsync();
            await Task.Delay(LongerThanSlurmWaits);
            await stage.Slurm.SignalAsync("slurmctld", "CONT");
            await sweep;
            stage.Client.Stride = TimeSpan.FromSeconds(20);
        })
        {
            Ground = Ground.RoughSlurm,
        },
        WhileRunning(LossPoint.Node, "slurmctld stops and starts while a gear runs: the gear goes on", async stage =>
        {
            await stage.Slurm.StopAsync("slurmctld");
            await stage.SweepAsync();
            await stage.Slurm.MendAsync();
            stage.OpenGate();
        }),
        WhileRunning(LossPoint.Verdict, "slurmctld is killed before a job ends and is back afterwards: the end is known", async stage =>
        {
            await stage.Slurm.SignalAsync("slurmctld", "KILL");
            stage.OpenGate();
            await stage.SweepAsync();
            await stage.Slurm.MendAsync();
        }) with
        {
            Ground = Ground.ForgetfulSlurm,
        },
        WhileRunning(LossPoint.Verdict, "slurmctld hangs while the client asks after a job: absence proves nothing then", async stage =>
        {
            await stage.Slurm.SignalAsync("slurmctld", "STOP");
            var sweep = stage.SweepAsync();
            await Task.Delay(LongerThanSlurmWaits);
            await stage.Slurm.SignalAsync("slurmctld", "CONT");
            await sweep;
            stage.OpenGate();
        }),
        WhileRunning(LossPoint.Node, "slurmd is killed and starts again while a gear runs: the gear goes on", async stage =>
        {
            var daemon = $"slurmd-{stage.Slurm.Node(1)}";
            await stage.Slurm.SignalAsync(daemon, "KILL");
            await stage.Slurm.StartAgainAsync(daemon);
            stage.OpenGate();
        }),
        WhileRunning(LossPoint.Verdict, "slurmdbd is down when a job ends: the engine's word is enough", async stage =>
        {
            await stage.Slurm.StopAsync("slurmdbd");
            stage.OpenGate();
            await stage.SettleAsync();
        }),
        new(LossPoint.Promise, "munge is down when a job comes: it waits, and runs once", async stage =>
        {
            await stage.Slurm.StopAsync("munged");
            await stage.LaunchAsync();
            (await stage.SweepAsync()).ExitCode.ShouldBe(ExitCodes.Scheduler);
            await stage.Slurm.MendAsync();
        })
        {
            Ground = Ground.RoughSlurm,
        },
        WhileRunning(LossPoint.Verdict, "munge is down while the client asks after a job: absence proves nothing then", async stage =>
        {
            await stage.Slurm.StopAsync("munged");
            await stage.SweepAsync();
            await stage.Slurm.MendAsync();
            stage.OpenGate();
        }),
    ];

    private static Scenario WhileRunning(LossPoint point, string name, Func<Stage, Task> harm) => new(point, name, async stage =>
    {
        var job = await stage.LaunchGatedAsync();
        await stage.SweepAsync();
        await stage.RunsAsync(job);
        await harm(stage);
    })
    {
        Ground = Ground.RoughSlurm,
    };
}
