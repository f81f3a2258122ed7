using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>What operators ask for about single jobs.</summary>
public sealed class OrderTests
{
    [Fact]
    public async Task A_job_that_an_operator_cancels_is_cancelled_at_the_site_and_at_the_scheduler_and_the_log_says_by_whom()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(job, SchedulerPhase.Running));
        await site.SweepAsync();
        var order = site.Order(job, OrderKind.Cancel);

        await site.SweepAsync();

        site.Scheduler.Cancelled.ShouldBe(["1"]);
        (await site.StateAsync(job)).ShouldBe("cancelled");
        (await site.LogAsync(job)).ShouldContain("An operator of the cluster (ada@login1) cancelled the job.");
        site.Again(order).Succeeded.ShouldBe(true);
        site.Scheduler.Queue.Clear();
        site.Time.Advance(TimeSpan.FromMinutes(3));
        await site.SweepAsync();
        site.Time.Advance(TimeSpan.FromMinutes(3));
        await site.SweepAsync();
        site.Remembered(job)!.State.ShouldBe(LedgerState.Superseded);
        (await site.StateAsync(job)).ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_job_that_the_scheduler_does_not_have_yet_is_cancelled_without_it()
    {
        await using var site = await CastingSite.StartAsync();
        site.Scheduler.OnSubmit = _ => new HpcClient.Scheduling.Submission.SubmissionResult.Refused("busy", WorthRetrying: true);
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Order(job, OrderKind.Cancel);

        await site.SweepAsync();

        site.Scheduler.Cancelled.ShouldBeEmpty();
        (await site.StateAsync(job)).ShouldBe("cancelled");
        site.Remembered(job)!.State.ShouldBe(LedgerState.Superseded);
    }

    [Fact]
    public async Task A_job_that_is_over_runs_again_as_a_new_job_of_the_site()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(job, SchedulerPhase.Ended) with { Cause = EndCause.NodeFailure });
        await site.SweepAsync();
        var order = site.Order(job, OrderKind.Retry);

        await site.SweepAsync();

        var answer = site.Again(order);
        answer.Answer.ShouldNotBeNull().ShouldStartWith("The site runs it again as job ");
        (await site.StateAsync(answer.Answer[^25..^1])).ShouldBe("pending");
    }

    [Fact]
    public async Task A_job_that_is_with_the_scheduler_is_not_run_again()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(job, SchedulerPhase.Running));
        var order = site.Order(job, OrderKind.Retry);

        await site.SweepAsync();

        var answer = site.Again(order);
        (answer.Succeeded, answer.Answer!.Contains("Cancel it first", StringComparison.Ordinal)).ShouldBe((false, true));
    }

    [Theory]
    [InlineData(OrderKind.Cancel)]
    [InlineData(OrderKind.Retry)]
    [InlineData(OrderKind.Forget)]
    public async Task An_order_for_a_job_that_nobody_knows_is_answered_and_stops_nothing(OrderKind kind)
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        var order = site.Order("0123456789abcdef01234567", kind);

        (await site.SweepAsync()).Problem.ShouldBeNull();

        site.Again(order).Succeeded.ShouldBe(false);
        site.Remembered(job)!.State.ShouldBe(LedgerState.Submitted);
    }

    private static Observation Seen(string job, SchedulerPhase phase) => new()
    {
        SchedulerJobId = "1",
        JobName = $"fw-{job}",
        Phase = phase,
        RawState = phase.ToString().ToUpperInvariant(),
        EndedAt = phase == SchedulerPhase.Ended ? DateTimeOffset.UnixEpoch : null,
        Witness = "squeue",
    };
}
