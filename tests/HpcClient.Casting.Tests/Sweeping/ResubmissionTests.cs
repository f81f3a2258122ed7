using HpcClient.Casting.Ledger;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;
using HpcClient.Settings.Policies;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>What <c>on_end</c> in cast.yml makes of jobs that end without a result.</summary>
public sealed class ResubmissionTests
{
    [Fact]
    public async Task A_job_that_ran_out_of_memory_asks_for_more_and_stays_one_job_at_the_site()
    {
        await using var site = await StartAsync(PolicyCause.OutOfMemory, new(EndAction.MoreMemory) { Factor = 2, Times = 2, MaxMemoryBytes = 12L << 30 });
        var job = await site.AddJobAsync("ram=4G", "cpu=1");
        await site.SweepAsync();

        await EndAsync(site, job, "1", EndCause.OutOfMemory);
        site.Scheduler.Submitted.Select(s => s.Resources.Memory).ShouldBe(["4G", "8G"]);
        (await site.StateAsync(job)).ShouldBe("running");
        await EndAsync(site, job, "2", EndCause.OutOfMemory);
        site.Scheduler.Submitted.Select(s => s.Resources.Memory).ShouldBe(["4G", "8G", "12G"]);
        File.ReadAllText(site.Scheduler.Submitted[^1].ScriptPath).ShouldContain("--mem-per-cpu=12G");
        await EndAsync(site, job, "3", EndCause.OutOfMemory);

        site.Scheduler.Submitted.Count.ShouldBe(3);
        (await site.StateAsync(job)).ShouldBe("failed");
        var log = await site.LogAsync(job);
        log.ShouldContain("It is submitted again with 8 GiB instead of 4 GiB (1 of at most 2).");
        log.ShouldContain("It was submitted again 2 times for this cause, which is the most that is allowed here.");
    }

    [Fact]
    public async Task Memory_is_not_raised_beyond_what_jobs_may_have_here()
    {
        await using var site = await StartAsync(PolicyCause.OutOfMemory, new(EndAction.MoreMemory) { Times = 5 });
        site.Settings = site.Settings with { Resources = site.Settings.Resources with { MaxRamGigabytes = 4 } };
        var job = await site.AddJobAsync("ram=4G");
        await site.SweepAsync();

        await EndAsync(site, job, "1", EndCause.OutOfMemory);

        site.Scheduler.Submitted.ShouldHaveSingleItem();
        (await site.StateAsync(job)).ShouldBe("failed");
        (await site.LogAsync(job)).ShouldContain("It had 4 GiB already, which is the most that is tried here.");
    }

    [Fact]
    public async Task A_job_that_reached_its_time_limit_asks_for_a_longer_one()
    {
        await using var site = await StartAsync(PolicyCause.TimeLimit, new(EndAction.MoreTime) { Factor = 1.5, MaxWalltime = TimeSpan.FromHours(10) });
        var job = await site.AddJobAsync();
        await site.SweepAsync();

        await EndAsync(site, job, "1", EndCause.TimeLimit, seen => seen with { TimeLimit = TimeSpan.FromHours(1) });

        File.ReadAllText(site.Scheduler.Submitted[^1].ScriptPath).ShouldContain("#SBATCH --time=1:30:00");
        (await site.LogAsync(job)).ShouldContain("The job reached its time limit of 1:00:00");
    }

    [Theory]
    [InlineData(PolicyCause.NodeFailure, EndCause.NodeFailure)]
    [InlineData(PolicyCause.Preempted, EndCause.Preempted)]
    [InlineData(PolicyCause.LaunchFailure, EndCause.LaunchFailure)]
    public async Task What_is_nobodys_fault_can_be_submitted_again_as_it_was(PolicyCause policy, EndCause cause)
    {
        await using var site = await StartAsync(policy, new(EndAction.Resubmit));
        var job = await site.AddJobAsync("cpu=3");
        await site.SweepAsync();

        await EndAsync(site, job, "1", cause);

        site.Scheduler.Submitted.Count.ShouldBe(2);
        site.Scheduler.Submitted.ShouldAllBe(s => s.Resources.CpuCount == 3);
        site.Scheduler.Submitted.Select(s => s.Nonce).Distinct().Count().ShouldBe(2);
        (await site.StateAsync(job)).ShouldBe("running");
    }

    [Fact]
    public async Task A_job_that_nobody_can_find_is_submitted_again_where_the_admin_says_so()
    {
        await using var site = await StartAsync(PolicyCause.Lost, new(EndAction.Resubmit));
        await site.AddJobAsync();
        await site.SweepAsync();
        await site.SweepAsync();
        site.Time.Advance(TimeSpan.FromMinutes(3));

        await site.SweepAsync();

        site.Scheduler.Submitted.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_an_operator_cancels_is_never_submitted_again_and_is_cancelled_at_the_site()
    {
        await using var site = await StartAsync(PolicyCause.Preempted, new(EndAction.Resubmit) { Times = 9 });
        var job = await site.AddJobAsync();
        await site.SweepAsync();

        await EndAsync(site, job, "1", EndCause.Cancelled, seen => seen with { CancelledBy = "root" });

        site.Scheduler.Submitted.ShouldHaveSingleItem();
        (await site.StateAsync(job)).ShouldBe("cancelled");
        (await site.LogAsync(job)).ShouldContain("Somebody cancelled the job at slurm, namely root");
    }

    [Fact]
    public async Task Without_a_policy_the_end_is_reported()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();

        await EndAsync(site, job, "1", EndCause.NodeFailure);

        site.Scheduler.Submitted.ShouldHaveSingleItem();
        (await site.StateAsync(job)).ShouldBe("failed");
    }

    [Fact]
    public async Task What_the_engine_left_to_us_is_settled_by_the_schedulers_word()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        RecordFile.WriteEnd(site.Folder.EndOf(job), End(site, job, 1) with { LeftToClient = true, EndedBy = EndedBy.Signal });

        await EndAsync(site, job, "1", EndCause.TimeLimit, seen => seen with { TimeLimit = TimeSpan.FromMinutes(5) });

        (await site.StateAsync(job)).ShouldBe("failed");
        (await site.LogAsync(job)).ShouldContain("The job reached its time limit of 0:05:00");
        site.Remembered(job)!.State.ShouldBe(LedgerState.Reported);
    }

    [Fact]
    public async Task The_kernels_word_on_memory_counts_before_the_schedulers()
    {
        await using var site = await StartAsync(PolicyCause.OutOfMemory, new(EndAction.MoreMemory));
        var job = await site.AddJobAsync("ram=2G");
        await site.SweepAsync();
        RecordFile.WriteEnd(site.Folder.EndOf(job), End(site, job, 1) with { LeftToClient = true, EndedBy = EndedBy.OutOfMemory });

        await EndAsync(site, job, "1", EndCause.ScriptFailed);

        site.Scheduler.Submitted[^1].Resources.Memory.ShouldBe("4G");
    }

    [Fact]
    public async Task Claim_and_end_record_of_the_submission_before_are_set_aside_and_the_engine_is_told_which_it_is()
    {
        await using var site = await StartAsync(PolicyCause.NodeFailure, new(EndAction.Resubmit));
        var job = await site.AddJobAsync("ram=2G");
        await site.SweepAsync();
        RecordFile.ReadAttempt(site.Folder.AttemptOf(job))!.Attempt.ShouldBe(1);
        RecordFile.TryClaim(site.Folder.ClaimOf(job), Claim(job, "slurm:1")).ShouldBeTrue();
        RecordFile.WriteEnd(site.Folder.EndOf(job), End(site, job, 1) with { LeftToClient = true, EndedBy = EndedBy.Signal });

        await EndAsync(site, job, "1", EndCause.NodeFailure);

        File.Exists(site.Folder.ClaimOf(job)).ShouldBeFalse();
        File.Exists(site.Folder.EndOf(job)).ShouldBeFalse();
        Directory.GetFiles(site.Folder.Claims).Select(Path.GetFileName).ShouldBe([$"{job}.attempt-1.json"]);
        Directory.GetFiles(site.Folder.Ends).Select(Path.GetFileName).ShouldBe([$"{job}.attempt-1.json"]);
        var attempt = RecordFile.ReadAttempt(site.Folder.AttemptOf(job))!;
        (attempt.Attempt, attempt.Nonce, attempt.AskedMemoryBytes).ShouldBe((2, site.Scheduler.Submitted[^1].Nonce, 2L << 30));
    }

    [Fact]
    public async Task The_claim_of_a_scheduler_job_that_nobody_knows_to_be_over_stays()
    {
        await using var site = await StartAsync(PolicyCause.NodeFailure, new(EndAction.Resubmit));
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        RecordFile.TryClaim(site.Folder.ClaimOf(job), Claim(job, "slurm:4711")).ShouldBeTrue();

        await EndAsync(site, job, "1", EndCause.NodeFailure);

        File.Exists(site.Folder.ClaimOf(job)).ShouldBeTrue("its engine may be at work");
    }

    [Fact]
    public async Task An_engine_that_found_its_twin_at_work_leads_us_to_the_twin()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        RecordFile.TryClaim(site.Folder.ClaimOf(job), Claim(job, "slurm:77")).ShouldBeTrue();

        await EndAsync(site, job, "1", EndCause.ScriptFailed, seen => seen with { ExitCode = ClaimRecord.TwinExitCode });

        (await site.StateAsync(job)).ShouldBe("running");
        site.Remembered(job)!.SchedulerJobId.ShouldBe("77");
    }

    [Fact]
    public async Task A_submission_that_an_engine_has_claimed_is_not_made_again_however_absent_it_is()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Ambiguous("no answer");
        await site.SweepAsync();
        await site.SweepAsync();
        RecordFile.TryClaim(site.Folder.ClaimOf(job), Claim(job, "slurm:5")).ShouldBeTrue();
        site.Time.Advance(TimeSpan.FromMinutes(1));

        await site.SweepAsync();

        site.Scheduler.Submitted.ShouldHaveSingleItem();
        site.Remembered(job)!.SchedulerJobId.ShouldBe("5");
    }

    private static async Task<CastingSite> StartAsync(PolicyCause cause, EndPolicy policy)
    {
        var site = await CastingSite.StartAsync();
        var number = 0;
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Accepted($"{++number}");
        site.Settings = site.Settings with { OnEnd = new() { Given = new Dictionary<PolicyCause, EndPolicy> { [cause] = policy } } };
        return site;
    }

    /// <summary>Lets the scheduler say that a job is over, and sweeps until that has had its effect.</summary>
    private static async Task EndAsync(CastingSite site, string job, string id, EndCause cause, Func<Observation, Observation>? change = null)
    {
        Observation seen = new()
        {
            SchedulerJobId = id,
            JobName = $"fw-{job}",
            Phase = SchedulerPhase.Ended,
            Cause = cause,
            RawState = cause.ToString().ToUpperInvariant(),
            EndedAt = site.Time.GetUtcNow() - TimeSpan.FromMinutes(1),
            Witness = "sacct",
        };
        site.Scheduler.Queue.RemoveAll(o => o.SchedulerJobId == id);
        site.Scheduler.Queue.Add((change ?? (o => o))(seen));
        await site.SweepAsync();
    }

    private static EndRecord End(CastingSite site, string job, int attempt) => new()
    {
        JobId = job,
        Attempt = attempt,
        Outcome = EndOutcome.Stopped,
        Reason = "The job was stopped by the scheduler or an operator (SIGTERM).",
        SiteAcknowledged = false,
        Host = "n1",
        StartedAt = site.Time.GetUtcNow(),
        EndedAt = site.Time.GetUtcNow(),
    };

    private static ClaimRecord Claim(string job, string schedulerJob) => new()
    {
        JobId = job,
        SchedulerJob = schedulerJob,
        Host = "n1",
        ProcessId = 1,
        At = DateTimeOffset.UnixEpoch,
        Nonce = "n",
    };
}
