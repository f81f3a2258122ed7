using HpcClient.Casting.Ledger;
using HpcClient.Casting.Sweeping;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Tests.Sweeping;

public sealed class SweepTests
{
    [Fact]
    public async Task A_new_job_is_promised_written_and_submitted_once()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync("cpu=2", "ram=3G");

        (await site.SweepAsync()).ShouldBe(new SweepReport { Launched = 1 });
        site.Scheduler.Queue.Add(Seen(job, "1", SchedulerPhase.Running));
        (await site.SweepAsync()).ShouldBe(new SweepReport { Skipped = 1 });

        var intent = site.Scheduler.Submitted.ShouldHaveSingleItem();
        intent.JobName.ShouldBe($"fw-{job}");
        File.ReadAllText(intent.ScriptPath).ShouldContain("--cpus-per-task=2");
        File.GetUnixFileMode(intent.ScriptPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        site.Remembered(job)!.State.ShouldBe(LedgerState.Running);
    }

    [Fact]
    public async Task A_job_whose_submission_was_unclear_is_adopted_not_resubmitted()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Ambiguous("sbatch did not answer in time.");

        (await site.SweepAsync()).Problem!.Kind.ShouldBe(SweepProblemKind.Scheduler);
        site.Remembered(job)!.State.ShouldBe(LedgerState.Intended);
        site.Scheduler.Queue.Add(Seen(job, "77", SchedulerPhase.Queued));
        await site.SweepAsync();

        site.Scheduler.Submitted.Count.ShouldBe(1);
        var entry = site.Remembered(job)!;
        (entry.State, entry.SchedulerJobId).ShouldBe((LedgerState.Queued, "77"));
    }

    [Fact]
    public async Task A_submission_that_surely_never_arrived_is_repeated_with_a_new_nonce()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Ambiguous("sbatch did not answer in time.");
        await site.SweepAsync();
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Accepted("78");

        await site.SweepAsync();
        site.Scheduler.Submitted.Count.ShouldBe(1, "one absence is not enough");
        site.Time.Advance(TimeSpan.FromSeconds(31));
        await site.SweepAsync();

        site.Scheduler.Submitted.Count.ShouldBe(2);
        site.Scheduler.Submitted[0].Nonce.ShouldNotBe(site.Scheduler.Submitted[1].Nonce);
        site.Remembered(job)!.SchedulerJobId.ShouldBe("78");
    }

    [Fact]
    public async Task A_refused_attempt_of_the_same_name_is_not_taken_for_ours()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Ambiguous("sbatch did not answer in time.");
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(job, "76", SchedulerPhase.Ended) with { Cause = EndCause.LaunchFailure, Comment = "another-nonce" });

        await site.SweepAsync();

        site.Remembered(job)!.State.ShouldBe(LedgerState.Intended);
        (await site.StateAsync(job)).ShouldBe("running");
    }

    [Fact]
    public async Task While_the_queue_does_not_answer_nothing_is_concluded()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Ambiguous("sbatch did not answer in time.");
        await site.SweepAsync();
        site.Scheduler.QueueAnswers = false;

        for (var i = 0; i < 5; i++)
        {
            site.Time.Advance(TimeSpan.FromMinutes(1));
            await site.SweepAsync();
        }

        site.Scheduler.Submitted.Count.ShouldBe(1);
        site.Remembered(job)!.State.ShouldBe(LedgerState.Intended);
    }

    [Fact]
    public async Task A_scheduler_that_is_away_leaves_jobs_waiting_and_they_are_submitted_later()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Refused("The Slurm controller does not answer.", WorthRetrying: true);

        (await site.SweepAsync()).ShouldBe(new SweepReport { Waiting = 1, Problem = new(SweepProblemKind.Scheduler, $"The Slurm controller does not answer. The job {job} waits and is submitted with a later sweep.") });
        (await site.StateAsync(job)).ShouldBe("running");
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Accepted("5");

        (await site.SweepAsync()).ShouldBe(new SweepReport { Launched = 1 });
    }

    [Fact]
    public async Task What_the_scheduler_refuses_for_good_is_told_to_the_user()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Refused("No node has that much memory.", WorthRetrying: false);

        (await site.SweepAsync()).Rejected.ShouldBe(1);

        (await site.StateAsync(job)).ShouldBe("failed");
        (await site.LogAsync(job)).ShouldContain("No node has that much memory.");
        (await site.SweepAsync()).ShouldBe(new SweepReport());
    }

    [Fact]
    public async Task A_job_of_the_Python_client_is_followed_and_not_cast_again()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await File.WriteAllTextAsync(site.Folder.ScriptOf(job), "#!/bin/bash\n", TestContext.Current.CancellationToken);

        (await site.SweepAsync()).Skipped.ShouldBe(1);
        site.Scheduler.Queue.Add(Seen(job, "9", SchedulerPhase.Running));
        await site.SweepAsync();

        site.Scheduler.Submitted.ShouldBeEmpty();
        site.Remembered(job)!.SchedulerJobId.ShouldBe("9");
    }

    [Fact]
    public async Task A_dry_run_promises_nothing_and_a_later_sweep_casts_the_job()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        site.Settings = site.Settings with { DryRun = true };

        (await site.SweepAsync()).Launched.ShouldBe(1);
        site.Scheduler.Submitted.ShouldBeEmpty();
        site.Remembered(job).ShouldBeNull();
        File.Exists(site.Folder.ScriptOf(job)).ShouldBeFalse();
        site.Settings = site.Settings with { DryRun = false };

        (await site.SweepAsync()).Launched.ShouldBe(1);
        site.Scheduler.Submitted.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Filter_tags_must_all_be_there()
    {
        await using var site = await CastingSite.StartAsync();
        await site.AddJobAsync("cluster-a");
        var both = await site.AddJobAsync("cluster-a", "big");
        site.Settings = site.Settings with { FilterTags = ["cluster-a", "big"] };

        (await site.SweepAsync()).Launched.ShouldBe(1);

        site.Scheduler.Submitted.ShouldHaveSingleItem().JobName.ShouldBe($"fw-{both}");
    }

    [Fact]
    public async Task An_end_without_the_engines_word_fails_the_job_at_the_site_with_the_cause()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(job, "1", SchedulerPhase.Ended) with { Cause = EndCause.OutOfMemory, EndedAt = site.Time.GetUtcNow() - TimeSpan.FromMinutes(1) });

        await site.SweepAsync();

        (await site.StateAsync(job)).ShouldBe("failed");
        (await site.LogAsync(job)).ShouldContain("more memory");
        site.Remembered(job)!.State.ShouldBe(LedgerState.Reported);
    }

    [Fact]
    public async Task The_engines_end_record_that_the_site_missed_is_told_for_it()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        RecordFile.WriteEnd(site.Folder.EndOf(job), new()
        {
            JobId = job,
            Outcome = EndOutcome.Complete,
            Reason = "The gear succeeded.",
            SiteAcknowledged = false,
            Host = "n1",
            StartedAt = site.Time.GetUtcNow(),
            EndedAt = site.Time.GetUtcNow(),
        });
        site.Scheduler.Queue.Add(Seen(job, "1", SchedulerPhase.Ended) with { Cause = EndCause.ScriptSucceeded });

        await site.SweepAsync();

        (await site.StateAsync(job)).ShouldBe("complete");
    }

    [Fact]
    public async Task A_job_that_the_scheduler_forgot_is_lost_only_after_a_while_and_never_complete()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        await site.SweepAsync();
        (await site.StateAsync(job)).ShouldBe("running");

        site.Time.Advance(TimeSpan.FromMinutes(3));
        await site.SweepAsync();

        (await site.StateAsync(job)).ShouldBe("failed");
        (await site.LogAsync(job)).ShouldContain("no longer knows the job");
    }

    [Fact]
    public async Task A_job_cancelled_at_the_site_leaves_the_queue()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(job, "1", SchedulerPhase.Queued));
        await site.SweepAsync();

        await site.CancelAsync(job);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.SweepAsync();

        site.Scheduler.Cancelled.ShouldBe(["1"]);
        site.Remembered(job)!.State.ShouldBe(LedgerState.Queued, "until it is gone from the scheduler, nothing may take its place");
        site.Scheduler.Queue[0] = Seen(job, "1", SchedulerPhase.Ended) with { Cause = EndCause.Cancelled };
        await site.SweepAsync();

        site.Scheduler.Cancelled.ShouldBe(["1"]);
        site.Remembered(job)!.State.ShouldBe(LedgerState.Superseded);
    }

    [Fact]
    public async Task A_site_that_is_away_fails_the_sweep_and_costs_nothing()
    {
        await using var site = await CastingSite.StartAsync();
        await site.AddJobAsync();
        await site.StopSiteAsync();

        var report = await site.SweepAsync();

        report.Problem!.Kind.ShouldBe(SweepProblemKind.Site);
        site.Scheduler.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_template_at_fault_is_the_admins_to_mend_and_the_job_waits()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        site.Settings = site.Settings with { Script = "#!/bin/bash\n{{ job.fw_id | nonsense }}\n" };

        var report = await site.SweepAsync();

        report.Problem!.Kind.ShouldBe(SweepProblemKind.Settings);
        report.Problem.Sentence.ShouldContain("line 2");
        (await site.StateAsync(job)).ShouldBe("running");
    }

    private static Observation Seen(string job, string id, SchedulerPhase phase) => new()
    {
        SchedulerJobId = id,
        JobName = $"fw-{job}",
        Phase = phase,
        RawState = phase.ToString().ToUpperInvariant(),
        Witness = "squeue",
    };
}
