using System.Net;
using HpcClient.Casting.Ledger;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>What the site must learn reaches it, whatever it answers meanwhile.</summary>
public sealed class OutboxTests
{
    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task A_site_that_is_out_of_order_for_an_hour_delays_the_word_and_loses_nothing(HttpStatusCode answer)
    {
        await using var site = await CastingSite.StartAsync();
        var jobs = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            jobs.Add(await site.AddJobAsync());
        }

        var number = 0;
        site.Scheduler.OnSubmit = _ => new HpcClient.Scheduling.Submission.SubmissionResult.Accepted($"{++number}");
        await site.SweepAsync();
        site.Scheduler.Queue.AddRange(jobs.Select((job, i) => Over(site, job, $"{i + 1}")));
        site.Proxy.Instead = _ => answer;
        for (var minute = 0; minute < 60; minute += 5)
        {
            await site.SweepAsync();
            site.Time.Advance(TimeSpan.FromMinutes(5));
        }

        jobs.ShouldAllBe(job => site.Remembered(job)!.State == LedgerState.Ended);
        site.Proxy.Instead = _ => null;
        await site.SweepAsync();

        foreach (var job in jobs)
        {
            (await site.StateAsync(job)).ShouldBe("failed");
            (await site.LogAsync(job)).Split('\n').Count(line => line.Contains("failed. Run the job again", StringComparison.Ordinal)).ShouldBe(1);
            site.Remembered(job)!.State.ShouldBe(LedgerState.Reported);
        }
    }

    [Fact]
    public async Task The_reason_stands_in_the_log_before_the_state_ends_the_job()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Over(site, job, "1"));
        site.Proxy.Instead = call => call == $"POST jobs/{job}/logs" ? HttpStatusCode.BadGateway : null;
        await site.SweepAsync();
        (await site.StateAsync(job)).ShouldBe("running", "the state waits for the log line before it");
        site.Proxy.Instead = call => call == $"PUT jobs/{job}" ? HttpStatusCode.BadGateway : null;
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.SweepAsync();
        site.Proxy.Instead = _ => null;
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.SweepAsync();

        (await site.StateAsync(job)).ShouldBe("failed");
        (await site.LogAsync(job)).Split('\n').Count(line => line.Contains("Run the job again", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_the_site_ended_meanwhile_is_not_told_another_end()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Over(site, job, "1"));
        await site.CancelAsync(job);

        await site.SweepAsync();

        (await site.StateAsync(job)).ShouldBe("cancelled");
        var entry = site.Remembered(job)!;
        (entry.State, entry.Succeeded).ShouldBe((LedgerState.Reported, false));
    }

    [Fact]
    public async Task What_is_tried_in_vain_is_tried_less_and_less_often()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Over(site, job, "1"));
        site.Proxy.Instead = call => call.Contains("logs", StringComparison.Ordinal) ? HttpStatusCode.Forbidden : null;

        for (var second = 0; second < 600; second += 10)
        {
            await site.SweepAsync();
            site.Time.Advance(TimeSpan.FromSeconds(10));
        }

        site.Proxy.Calls.Count(call => call == $"POST jobs/{job}/logs").ShouldBeInRange(4, 9);
    }

    private static Observation Over(CastingSite site, string job, string id) => new()
    {
        SchedulerJobId = id,
        JobName = $"fw-{job}",
        Phase = SchedulerPhase.Ended,
        Cause = EndCause.NodeFailure,
        RawState = "NODE_FAIL",
        EndedAt = site.Time.GetUtcNow() - TimeSpan.FromMinutes(1),
        Witness = "sacct",
    };
}
