namespace HpcClient.Faults.Tests.Scenarios;

/// <summary>The same on a real Slurm, with the states that only a real queue has.</summary>
internal static class SlurmKills
{
    private static readonly string[] Way = ["Intended", "Submitted", "Queued", "Running", "Reported"];

    public static IEnumerable<Scenario> All => Way.SelectMany(state => new[] { Of("before", state), Of("after", state) })
        .Concat(LocalKills.ToldByClient(Ground.Slurm))
        .Concat(new[] { OfCancelled("before"), OfCancelled("after"), OfLost("before", "Lost"), OfLost("after", "Lost"), OfLost("before", "Reported") });

    private static Scenario Of(string when, string state) => new(
        LocalKills.PointOf(when, state),
        $"the client is killed {when} it notes that a Slurm job is {state.ToLowerInvariant()}: the job runs once",
        async stage =>
        {
            if (state == "Queued")
            {
                stage.StandIns.Put("sbatch", "real --hold \"$@\"");
            }

            var job = await stage.LaunchGatedAsync();
            if (state == "Reported")
            {
                stage.OpenGate();
            }

            await stage.SweepUntilKilledAsync($"{when}:{state}:1");
            if (state == "Queued")
            {
                stage.StandIns.Clear();
                await stage.Slurm.AskAsync("scontrol", "release", await stage.NumberAsync(job));
            }

            stage.OpenGate();
            stage.Client.Stride = TimeSpan.FromSeconds(20);
        })
    {
        Ground = Ground.Slurm,
    };

    private static Scenario OfCancelled(string when) => new(
        LocalKills.PointOf(when, "Superseded"),
        $"the client is killed {when} it notes that a waiting job was cancelled at the site: it never runs",
        async stage =>
        {
            stage.StandIns.Put("sbatch", "real --hold \"$@\"");
            var job = await stage.LaunchAsync();
            await stage.SweepUntilAsync(job, Casting.Ledger.LedgerState.Queued);
            await stage.Site.CancelAsync(job);

            // The site is asked about waiting jobs with their heartbeat, every 45 s.
            stage.Client.Stride = TimeSpan.FromSeconds(50);
            await stage.SweepUntilKilledAsync($"{when}:Superseded:1");
        })
    {
        Ground = Ground.Slurm,
        Outcome = "cancelled",
        GearRuns = 0,
    };

    private static Scenario OfLost(string when, string state) => new(
        LocalKills.PointOf(when, state),
        $"the client is killed {when} it notes that a job nobody knows is {state.ToLowerInvariant()}: it is told as failed, never as complete",
        async stage =>
        {
            stage.StandIns.Put("sbatch", "echo 'Submitted batch job 999999'");
            await stage.LaunchAsync();
            await stage.SweepAsync();
            stage.StandIns.Clear();
            stage.Client.Stride = TimeSpan.FromMinutes(1);
            await stage.SweepUntilKilledAsync($"{when}:{state}:1");
        })
    {
        Ground = Ground.Slurm,
        Outcome = "failed",
        GearRuns = 0,
        Says = "nobody can say how it ended",
    };
}
