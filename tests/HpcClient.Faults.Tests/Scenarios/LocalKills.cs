namespace HpcClient.Faults.Tests.Scenarios;

/// <summary>Our process is killed at each transition of the ledger on the way of one job; on the local scheduler, for speed.</summary>
internal static class LocalKills
{
    private static readonly string[] Way = ["Admitted", "Intended", "Submitted", "Running", "Reported"];

    public static IEnumerable<Scenario> All => Way.SelectMany(state => new[] { Of("before", state), Of("after", state) })
        .Concat(ToldByClient(Ground.Local))
        .Concat(new[] { OfRefusal("before"), OfRefusal("after") });

    /// <summary>Kills on the way of an end that is the client's to tell, for the job's engine died without a word.</summary>
    public static IEnumerable<Scenario> ToldByClient(Ground ground) =>
        new[] { "Ended", "Reported" }.SelectMany(state => new[] { OfTold("before", state, ground), OfTold("after", state, ground) });

    /// <summary>At which point a kill is.</summary>
    public static LossPoint PointOf(string when, string state) => (when, state) switch
    {
        (_, "Admitted") or ("before", "Intended") => LossPoint.Offer,
        ("after", "Intended") => LossPoint.Promise,
        (_, "Submitted") => LossPoint.Receipt,
        (_, "Queued" or "Superseded") => LossPoint.Queue,
        (_, "Running") => LossPoint.Node,
        ("after", "Ended" or "Lost") or (_, "Reported" or "Refused") => LossPoint.Word,
        _ => LossPoint.Verdict,
    };

    private static Scenario Of(string when, string state) => new(
        PointOf(when, state),
        $"the client is killed {when} it notes that a job is {state.ToLowerInvariant()}: the job runs once",
        async stage =>
        {
            await stage.LaunchGatedAsync();
            if (state == "Reported")
            {
                stage.OpenGate();
            }

            await stage.SweepUntilKilledAsync($"{when}:{state}:1");
            stage.OpenGate();

            // An unconfirmed submission is looked up for half a minute.
            stage.Client.Stride = TimeSpan.FromSeconds(20);
        });

    private static Scenario OfTold(string when, string state, Ground ground) => new(
        PointOf(when, state),
        $"the engine is killed, and the client is killed {when} it notes that the {(ground == Ground.Local ? "job" : "Slurm job")} is {state.ToLowerInvariant()}: the end is told once",
        async stage =>
        {
            var job = await stage.LaunchGatedAsync();
            await stage.SweepAsync();
            await stage.RunsAsync(job);
            stage.KillEngines();
            await stage.SweepUntilKilledAsync($"{when}:{state}:1");
        })
    {
        Ground = ground,
        Outcome = "failed",
        LeavesScratch = true,
    };

    private static Scenario OfRefusal(string when) => new(
        PointOf(when, "Refused"),
        $"the client is killed {when} it notes that a job is refused: its user reads why, once",
        async stage =>
        {
            await stage.LaunchAsync("true", "ram=lots");
            await stage.SweepUntilKilledAsync($"{when}:Refused:1");
        })
    {
        Outcome = "failed",
        GearRuns = 0,
        Says = "ram=lots",
    };
}
