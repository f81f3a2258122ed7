using System.Net;
using HpcClient.Casting.Ledger;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>The site learns that our jobs live, and we learn which of them are over there.</summary>
public sealed class SiteWatchTests
{
    [Fact]
    public async Task Signs_of_life_that_the_list_shows_are_not_repeated()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(job, SchedulerPhase.Running));
        site.Proxy.Rewrite = (call, answer) => call == "GET jobs" ? Modified(answer, site.Time.GetUtcNow().AddSeconds(-20)) : answer;

        for (var i = 0; i < 3; i++)
        {
            site.Time.Advance(TimeSpan.FromSeconds(50));
            await site.SweepAsync();
        }

        site.Proxy.Calls.ShouldNotContain(call => call.EndsWith("heartbeat", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SchedulerPhase.Queued)]
    [InlineData(SchedulerPhase.Running)]
    public async Task A_job_that_the_list_shows_as_silent_gets_our_sign_whether_it_waits_or_has_lost_its_engine(SchedulerPhase phase)
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(job, phase));
        site.Proxy.Rewrite = (call, answer) => call == "GET jobs" ? Modified(answer, site.Time.GetUtcNow().AddMinutes(-10)) : answer;

        site.Time.Advance(TimeSpan.FromSeconds(50));
        await site.SweepAsync();
        await site.SweepAsync();
        site.Proxy.Calls.Count(call => call == $"PUT jobs/{job}/heartbeat").ShouldBe(1);
        site.Time.Advance(TimeSpan.FromSeconds(50));
        await site.SweepAsync();

        site.Proxy.Calls.Count(call => call == $"PUT jobs/{job}/heartbeat").ShouldBe(2);
    }

    [Fact]
    public async Task A_running_job_that_is_cancelled_at_the_site_is_cancelled_at_the_scheduler_with_the_next_pass()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(job, SchedulerPhase.Running));
        await site.SweepAsync();

        await site.CancelAsync(job);
        await site.SweepAsync();

        site.Scheduler.Cancelled.ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_scheduler_job_that_does_not_go_is_cancelled_again()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(job, SchedulerPhase.Running));
        await site.SweepAsync();
        await site.CancelAsync(job);
        await site.SweepAsync();
        await site.SweepAsync();
        site.Scheduler.Cancelled.Count.ShouldBe(1);

        site.Time.Advance(TimeSpan.FromMinutes(2));
        await site.SweepAsync();

        site.Scheduler.Cancelled.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_list_that_was_not_read_to_its_end_proves_nothing_of_the_jobs_that_it_lacks()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(job, SchedulerPhase.Running));
        await site.SweepAsync();
        site.Proxy.Instead = call => call == "GET jobs" ? HttpStatusCode.BadGateway : null;

        await site.SweepAsync();

        site.Scheduler.Cancelled.ShouldBeEmpty();
        site.Proxy.Calls.ShouldNotContain($"GET jobs/{job}");
    }

    [Fact]
    public async Task The_researcher_reads_what_a_job_waits_for_but_not_at_every_look()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(job, SchedulerPhase.Queued) with { WaitsFor = "waits for a free GPU", JobsAhead = 3, ExpectedStart = new(2030, 1, 2, 14, 20, 0, TimeSpan.Zero) });
        await site.SweepAsync();
        (await site.LogAsync(job)).ShouldNotContain("free GPU");

        for (var minute = 0; minute < 10; minute++)
        {
            site.Time.Advance(TimeSpan.FromMinutes(1));
            site.Scheduler.Queue[0] = site.Scheduler.Queue[0] with { WaitsFor = minute % 2 == 0 ? "waits for a free GPU" : "waits for its turn" };
            await site.SweepAsync();
        }

        (await site.LogAsync(job)).Split('\n').Where(line => line.Contains("is in the queue", StringComparison.Ordinal)).ShouldHaveSingleItem()
            .ShouldBe("fw-hpc-client: The job is in the queue of slurm: waits for a free GPU; 3 jobs before it; slurm expects to start it at 2030-01-02 14:20 UTC.");
        site.Remembered(job)!.JobsAhead.ShouldBe(3);
    }

    // As if somebody had last spoken for the jobs at that time; the site's clock does not move with ours.
    private static string Modified(string answer, DateTimeOffset sign)
    {
        var page = System.Text.Json.Nodes.JsonNode.Parse(answer)!;
        foreach (var job in page as System.Text.Json.Nodes.JsonArray ?? page["results"]!.AsArray())
        {
            job!["modified"] = sign.ToString("O");
        }

        return page.ToJsonString();
    }

    private static Observation Seen(string job, SchedulerPhase phase) => new()
    {
        SchedulerJobId = "1",
        JobName = $"fw-{job}",
        Phase = phase,
        RawState = phase.ToString().ToUpperInvariant(),
        Witness = "squeue",
    };
}
