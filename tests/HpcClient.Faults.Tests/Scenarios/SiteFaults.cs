using HpcClient.Faults.Tests.Site;

namespace HpcClient.Faults.Tests.Scenarios;

/// <summary>The site answers wrongly, slowly or not at all, to the sweep and to the engine.</summary>
internal static class SiteFaults
{
    // More than one sweep tries in a row.
    private const int MoreThanOneSweepTries = 6;

    private static readonly WireFault SomebodyElse = new WireFault.Answer(200, "<html>Please log in to the hospital network.</html>");

    private static readonly WireFault[] Answers =
    [
        new WireFault.Answer(500, "<h1>Internal Server Error</h1>"),
        new WireFault.Answer(503, "down for maintenance", "Retry-After: 1\r\n"),
        new WireFault.Answer(429, "slow down", "Retry-After: 1\r\n"),
        new WireFault.Answer(401, "{\"message\": \"who are you\"}"),
        SomebodyElse,
        new WireFault.Slow(TimeSpan.FromSeconds(3)),
        new WireFault.CutAnswer(40),
    ];

    public static IEnumerable<Scenario> All =>
    [
        .. Answers.Select(fault => Of(LossPoint.Offer, "^GET jobs$", "the list of jobs", fault, MoreThanOneSweepTries)),
        .. Answers.Select(fault => Of(LossPoint.Delivery, @"^POST jobs/\w+/logs$", "the gear's log lines", fault, 2)),
        Of(LossPoint.Delivery, @"^POST jobs/\w+/logs$", "the gear's log lines", new WireFault.CutRequest(20), 2),
        Of(LossPoint.Delivery, @"^POST jobs/\w+/logs$", "the gear's log lines", new WireFault.LoseAnswer(), 1),
        Of(LossPoint.Delivery, @"^POST jobs/\w+/logs$", "the gear's log lines", new WireFault.Never(), 1),
        Of(LossPoint.Delivery, "^POST engine$", "the outputs", new WireFault.CutRequest(100), 2),
        Of(LossPoint.Delivery, "^POST engine$", "the outputs", new WireFault.LoseAnswer(), 1),
        Of(LossPoint.Delivery, "^POST engine$", "the outputs", new WireFault.Answer(503, "", "Retry-After: 1\r\n"), 2),
        Of(LossPoint.Delivery, "^POST engine$", "the outputs", new WireFault.Answer(500), 2),
        Of(LossPoint.Delivery, "^POST engine$", "the outputs", SomebodyElse, 2),
        Of(LossPoint.Delivery, @"^POST jobs/\w+/complete$", "the job's end", SomebodyElse, 2),
        Of(LossPoint.Delivery, @"^POST jobs/\w+/complete$", "the job's end", new WireFault.LoseAnswer(), 1),
        Of(LossPoint.Delivery, @"^POST jobs/\w+/complete$", "the job's end", new WireFault.Answer(503), 2),
        Of(LossPoint.Delivery, @"^POST jobs/\w+/complete$", "the job's end", new WireFault.Answer(500), 2),
        Of(LossPoint.Delivery, @"^GET gears/temp/", "the gear's image", new WireFault.CutAnswer(1000), 2),
        new(LossPoint.Offer, "the site is away when the client looks for jobs: they are found later", async stage =>
        {
            await stage.LaunchAsync();
            await stage.Site.WhileAwayAsync(async () => (await stage.SweepAsync()).ExitCode.ShouldBe(ExitCodes.Site));
        }),
        new(LossPoint.Delivery, "the site restarts while a gear runs and ends: all of it arrives", async stage =>
        {
            var job = await stage.LaunchGatedAsync();
            await stage.SweepAsync();
            await stage.RunsAsync(job);
            await stage.Site.WhileAwayAsync(async () =>
            {
                stage.OpenGate();
                await Task.Delay(TimeSpan.FromSeconds(4));
            });
        }),
        Word("the site answers 503 to the word of an end: it is told again", new WireFault.Answer(503), MoreThanOneSweepTries),
        Word("the site answers 500 to the word of an end: it is told again", new WireFault.Answer(500), MoreThanOneSweepTries),
        Word("somebody else's page answers the word of an end: it is told again", SomebodyElse, 2),
        Word("the site's answer to the word of an end is lost: it is told once", new WireFault.LoseAnswer(), 1),
        Word("the connection breaks in the word of an end: it is told again", new WireFault.CutRequest(5), 2),
    ];

    private static Scenario Of(LossPoint point, string calls, string what, WireFault fault, int times) => new(
        point, $"{Words(fault)} for {what}: the job runs once", async stage =>
        {
            var rule = stage.Wire.Break(calls, fault, times);
            await stage.LaunchAsync("echo a line of the gear");
            await stage.SettleAsync();
            rule.Happened.ShouldBeGreaterThan(0);
        })
    {
        Says = point == LossPoint.Delivery ? "a line of the gear" : null,
    };

    // The engine dies without a word, so that the end is the client's to tell.
    private static Scenario Word(string name, WireFault fault, int times) => new(LossPoint.Word, name, async stage =>
    {
        var job = await stage.LaunchGatedAsync();
        await stage.SweepAsync();
        await stage.RunsAsync(job);
        var rule = stage.Wire.Break($"^PUT jobs/{job}$", fault, times);
        stage.KillEngines();

        // What the site did not take is told again after a while, and later each time.
        stage.Client.Stride = TimeSpan.FromMinutes(1);
        await stage.SettleAsync();
        rule.Happened.ShouldBeGreaterThan(0);
    })
    {
        Outcome = "failed",
        LeavesScratch = true,
    };

    private static string Words(WireFault fault) => fault switch
    {
        WireFault.Answer { Status: 200 } => "the site answers with a page of somebody else when asked",
        WireFault.Answer answer => $"the site answers {answer.Status} when asked",
        WireFault.Slow => "the site is slow when asked",
        WireFault.Never => "the site never answers when asked",
        WireFault.CutRequest => "the connection breaks in the midst of a call",
        WireFault.LoseAnswer => "the site acts and its answer is lost",
        _ => "the connection breaks in the midst of the answer",
    };
}
