namespace HpcClient.Faults.Tests.Scenarios;

/// <summary>Our process is killed at each transition of the ledger on the way of one job; on the local scheduler, for speed.</summary>
internal static class LocalKills
{
    private static readonly string[] Way = ["Admitted", "Intended", "Submitted", "Running", "Ended", "Reported"];

    public static IEnumerable<Scenario> All => Way.SelectMany(state => new[] { Of("before", state), Of("after", state) })
        .Concat(new[] { OfRefusal("before", "a refusal that stands in the ledger before the site is told: now the row of a refused job is written last"), OfRefusal("after", null) });

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
            if (state is "Ended" or "Reported")
            {
                stage.OpenGate();
            }

            await stage.SweepUntilKilledAsync($"{when}:{state}:1");
            stage.OpenGate();

            // An unconfirmed submission is looked up for half a minute.
            stage.Client.Stride = TimeSpan.FromSeconds(20);
        });

    private static Scenario OfRefusal(string when, string? waitsFor) => new(
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
        WaitsFor = waitsFor,
    };
}
