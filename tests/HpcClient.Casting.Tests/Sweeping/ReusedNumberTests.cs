using HpcClient.Casting.Ledger;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>The scheduler tells of another job under the number that ours has.</summary>
public sealed class ReusedNumberTests
{
    [Fact]
    public async Task The_end_of_a_job_that_was_submitted_before_ours_is_not_ours()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Cancelled("wrap") with { SubmittedAt = site.Time.GetUtcNow() - TimeSpan.FromHours(1) });

        await site.SweepAsync();

        (await site.StateAsync(job)).ShouldBe("running");
        site.Remembered(job)!.State.ShouldBe(LedgerState.Submitted);
        site.Log.Warnings.ShouldHaveSingleItem().ShouldStartWith("slurm tells of other jobs under numbers that ours had: 1 ('wrap').");
    }

    [Theory]
    [InlineData("fw-0123456789abcdef01234567")]
    [InlineData("fw-0123456789abcdef01234567-again")]
    public async Task The_end_of_another_Flywheel_job_is_not_ours_whenever_it_was_submitted(string name)
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Cancelled(name) with { SubmittedAt = site.Time.GetUtcNow() });

        await site.SweepAsync();

        (await site.StateAsync(job)).ShouldBe("running");
        site.Log.Warnings.ShouldHaveSingleItem().ShouldContain($"1 ('{name}')");
    }

    [Fact]
    public async Task Where_no_submission_is_told_a_start_before_ours_tells_the_other_job()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Cancelled("wrap") with { Phase = SchedulerPhase.Running, StartedAt = site.Time.GetUtcNow() - TimeSpan.FromHours(1) });

        await site.SweepAsync();

        site.Remembered(job)!.State.ShouldBe(LedgerState.Submitted);
    }

    [Fact]
    public async Task A_job_whose_number_is_another_job_s_is_lost_after_a_while_and_the_other_one_is_left_alone()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Cancelled("wrap") with { SubmittedAt = site.Time.GetUtcNow() - TimeSpan.FromHours(1), StaysInQueue = true });
        await site.SweepAsync();
        site.Time.Advance(TimeSpan.FromMinutes(3));

        await site.SweepAsync();

        (await site.StateAsync(job)).ShouldBe("failed");
        (await site.LogAsync(job)).ShouldContain("no longer knows the job");
        site.Scheduler.Cancelled.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_cancelled_at_the_site_takes_no_other_job_of_its_number_with_it()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Cancelled("wrap") with { Phase = SchedulerPhase.Running, SubmittedAt = site.Time.GetUtcNow() - TimeSpan.FromHours(1) });

        await site.CancelAsync(job);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.SweepAsync();
        site.Scheduler.Cancelled.ShouldBeEmpty();
        site.Time.Advance(TimeSpan.FromMinutes(3));
        await site.SweepAsync();

        site.Scheduler.Cancelled.ShouldBeEmpty();
        site.Remembered(job)!.State.IsFinal().ShouldBeTrue();
        (await site.StateAsync(job)).ShouldBe("cancelled");
    }

    [Fact]
    public async Task Of_two_jobs_of_one_number_ours_is_followed_without_a_word()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Cancelled("wrap") with { StartedAt = site.Time.GetUtcNow() + TimeSpan.FromHours(1), SubmittedAt = site.Time.GetUtcNow() - TimeSpan.FromHours(1) });
        site.Scheduler.Queue.Add(Cancelled($"fw-{job}") with { Phase = SchedulerPhase.Running });

        await site.SweepAsync();

        site.Remembered(job)!.State.ShouldBe(LedgerState.Running);
        site.Log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_from_a_custom_script_is_followed_when_it_was_submitted_by_us()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Cancelled("flywheel") with { Phase = SchedulerPhase.Running, SubmittedAt = site.Time.GetUtcNow() - TimeSpan.FromMinutes(4) });

        await site.SweepAsync();

        site.Remembered(job)!.State.ShouldBe(LedgerState.Running);
    }

    [Fact]
    public async Task A_comment_with_our_nonce_is_ours_under_any_name()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        var nonce = site.Scheduler.Submitted.ShouldHaveSingleItem().Nonce;
        site.Scheduler.Queue.Add(Cancelled("renamed") with { Phase = SchedulerPhase.Running, Comment = nonce, SubmittedAt = site.Time.GetUtcNow() - TimeSpan.FromDays(1) });

        await site.SweepAsync();

        site.Remembered(job)!.State.ShouldBe(LedgerState.Running);
    }

    [Fact]
    public async Task Many_foreign_numbers_are_one_warning_and_hostile_names_stay_in_its_line()
    {
        await using var site = await CastingSite.StartAsync();
        var number = 0;
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Accepted($"{++number}");
        for (var i = 0; i < 7; i++)
        {
            await site.AddJobAsync();
        }

        await site.SweepAsync();
        site.Scheduler.Queue.AddRange(Enumerable.Range(1, 7).Select(id => Cancelled("a\nb") with { SchedulerJobId = $"{id}", SubmittedAt = DateTimeOffset.UnixEpoch }));
        await site.SweepAsync();

        var warning = site.Log.Warnings.ShouldHaveSingleItem();
        warning.ShouldContain("1 ('a?b')");
        warning.ShouldContain("and 2 more");
        warning.ShouldNotContain("\n");
    }

    private static Observation Cancelled(string name) => new()
    {
        SchedulerJobId = "1",
        JobName = name,
        Phase = SchedulerPhase.Ended,
        Cause = EndCause.Cancelled,
        RawState = "CANCELLED by 1000",
        Witness = "sacct",
    };
}
