using HpcClient.Casting.Ledger;
using HpcClient.Casting.Resetting;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Casting.Tests.Resetting;

/// <summary>A job is forgotten only when it is named and the scheduler surely does not have it.</summary>
public sealed class JobForgettingTests
{
    [Fact]
    public async Task A_job_that_the_scheduler_does_not_have_is_cast_again_and_its_story_goes_on()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        await File.WriteAllTextAsync(site.Folder.ClaimOf(job), "{}", TestContext.Current.CancellationToken);

        (await ForgetAsync(site, job)).ShouldBeNull();

        File.Exists(site.Folder.ClaimOf(job)).ShouldBeFalse();
        (await site.SweepAsync()).Launched.ShouldBe(1);
        site.Scheduler.Submitted.Count.ShouldBe(2);
        using var ledger = LedgerStore.Open(site.Folder.LedgerFile, site.Time);
        ledger.History(job).Select(row => row.To).ShouldBe([LedgerState.Admitted, LedgerState.Intended, LedgerState.Submitted, LedgerState.Seen, LedgerState.Intended, LedgerState.Submitted]);
    }

    [Fact]
    public async Task A_job_in_the_queue_is_not_forgotten()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(new() { SchedulerJobId = "1", JobName = $"fw-{job}", Phase = SchedulerPhase.Queued, RawState = "PENDING", Witness = "squeue" });

        (await ForgetAsync(site, job)).ShouldNotBeNull().ShouldContain("as 1 (PENDING)");

        site.Remembered(job)!.State.ShouldBe(LedgerState.Submitted);
        File.Exists(site.Folder.ScriptOf(job)).ShouldBeTrue();
    }

    [Fact]
    public async Task While_the_scheduler_does_not_answer_nothing_is_forgotten()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.QueueAnswers = false;

        (await ForgetAsync(site, job)).ShouldNotBeNull().ShouldContain("does not answer");
    }

    [Fact]
    public async Task A_submission_that_nobody_knows_the_outcome_of_is_not_forgotten()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Ambiguous("sbatch did not answer in time.");
        await site.SweepAsync();

        (await ForgetAsync(site, job)).ShouldNotBeNull().ShouldContain("Sweep until");
    }

    [Theory]
    [InlineData("#!/bin/bash\n#SBATCH --job-name=fw-{0}\n", null)]
    [InlineData("#!/bin/bash\n#SBATCH --job-name=other\n", "cannot be looked up")]
    public async Task A_job_of_the_Python_client_is_forgotten_when_it_can_be_looked_up(string script, string? refusal)
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await File.WriteAllTextAsync(site.Folder.ScriptOf(job), script.Replace("{0}", job, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var said = await ForgetAsync(site, job);

        (said is null).ShouldBe(refusal is null);
        (said ?? "").ShouldContain(refusal ?? "");
        File.Exists(site.Folder.ScriptOf(job)).ShouldBe(refusal is not null);
    }

    [Theory]
    [InlineData("../../etc/passwd", "no job id")]
    [InlineData("64b5bce63a263735685900ff", "never cast")]
    public async Task What_is_no_job_of_this_folder_is_said(string job, string says)
    {
        await using var site = await CastingSite.StartAsync();

        (await ForgetAsync(site, job)).ShouldNotBeNull().ShouldContain(says);
    }

    private static async Task<string?> ForgetAsync(CastingSite site, string job)
    {
        using var ledger = LedgerStore.Open(site.Folder.LedgerFile, site.Time);
        ledger.TryTakeLease(LeaseHolder.Me()).ShouldBeNull();
        try
        {
            return await new JobForgetting(site.Folder, ledger, site.Scheduler, site.Time).ForgetAsync(job, "alice@login1", TestContext.Current.CancellationToken);
        }
        finally
        {
            ledger.ReleaseLease();
        }
    }
}
