using HpcClient.Casting.Ledger;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>A job that the site retries never runs beside its earlier self.</summary>
public sealed class EarlierJobTests
{
    [Fact]
    public async Task A_retry_waits_until_the_scheduler_job_of_its_earlier_self_is_gone()
    {
        await using var site = await CastingSite.StartAsync();
        var number = 0;
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Accepted($"{++number}");
        var earlier = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(earlier, SchedulerPhase.Running));
        await site.SweepAsync();
        var again = await site.FailAndRetryAsync(earlier);

        await site.SweepAsync();
        await site.SweepAsync();
        site.Scheduler.Submitted.ShouldHaveSingleItem("the earlier one still runs");
        site.Scheduler.Cancelled.ShouldBe(["1"]);
        (await site.LogAsync(again)).Split('\n').Count(line => line.Contains($"waits until its earlier attempt, job {earlier}", StringComparison.Ordinal)).ShouldBe(1);
        site.Scheduler.Queue[0] = Seen(earlier, SchedulerPhase.Ended) with { Cause = EndCause.Cancelled };
        await site.SweepAsync();

        site.Remembered(earlier)!.State.ShouldBe(LedgerState.Superseded);
        site.Scheduler.Submitted.Select(s => s.JobName).ShouldBe([$"fw-{earlier}", $"fw-{again}"]);
    }

    [Fact]
    public async Task A_retry_of_a_job_that_is_over_waits_for_nothing()
    {
        await using var site = await CastingSite.StartAsync();
        var earlier = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(earlier, SchedulerPhase.Ended) with { Cause = EndCause.ScriptFailed });
        var again = await site.FailAndRetryAsync(earlier);

        await site.SweepAsync();

        site.Scheduler.Submitted[^1].JobName.ShouldBe($"fw-{again}");
    }

    [Fact]
    public async Task A_retry_waits_while_nobody_knows_whether_its_earlier_self_was_submitted()
    {
        await using var site = await CastingSite.StartAsync();
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Ambiguous("no answer");
        var earlier = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.QueueAnswers = false;
        await site.FailAndRetryAsync(earlier);
        site.Time.Advance(TimeSpan.FromHours(1));

        await site.SweepAsync();

        site.Scheduler.Submitted.ShouldHaveSingleItem();
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
