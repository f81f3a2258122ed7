using HpcClient.Casting.Ledger;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;
using HpcClient.Settings.Policies;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>Engines of earlier submissions that have something to say after the client had done with them.</summary>
public sealed class EarlierEngineTests
{
    private const string BrokenTemplate = "{% if";

    [Fact]
    public async Task An_end_that_an_engine_recorded_after_its_node_was_taken_for_lost_counts_and_nothing_is_run_again()
    {
        await using var site = await CastingSite.StartAsync();
        site.Settings = site.Settings with { OnEnd = new() { Given = new Dictionary<PolicyCause, EndPolicy> { [PolicyCause.NodeFailure] = new(EndAction.Resubmit) } } };
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Ended(job, "1", EndCause.NodeFailure));
        await SweepWithoutSubmittingAsync(site);
        site.Remembered(job)!.State.ShouldBe(LedgerState.Admitted);

        RecordFile.WriteEnd(site.Folder.EndOf(job), Complete(job, "1"));
        await site.SweepAsync();

        site.Scheduler.Submitted.ShouldHaveSingleItem();
        (await site.StateAsync(job)).ShouldBe("complete");
        site.Remembered(job)!.Succeeded.ShouldBe(true);
    }

    [Fact]
    public async Task From_a_job_that_is_submitted_again_the_claim_of_its_lost_engine_goes_first()
    {
        await using var site = await CastingSite.StartAsync();
        site.Settings = site.Settings with { OnEnd = new() { Given = new Dictionary<PolicyCause, EndPolicy> { [PolicyCause.NodeFailure] = new(EndAction.Resubmit) } } };
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        Claim(site, job, "1");
        site.Scheduler.Queue.Add(Ended(job, "1", EndCause.NodeFailure));
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Accepted("2");

        await site.SweepAsync();

        File.Exists(site.Folder.ClaimOf(job)).ShouldBeFalse();
        site.Remembered(job)!.SchedulerJobId.ShouldBe("2");
    }

    [Fact]
    public async Task An_engine_that_starts_after_its_submission_counted_as_never_made_is_followed_and_nothing_is_submitted()
    {
        await using var site = await CastingSite.StartAsync();
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Ambiguous("no answer");
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        await site.SweepAsync();
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await SweepWithoutSubmittingAsync(site);
        site.Remembered(job)!.State.ShouldBe(LedgerState.Admitted);

        Claim(site, job, "77");
        await site.SweepAsync();

        site.Scheduler.Submitted.ShouldHaveSingleItem();
        site.Remembered(job)!.SchedulerJobId.ShouldBe("77");
    }

    [Fact]
    public async Task The_end_of_an_engine_that_was_adopted_counts_though_it_names_an_earlier_submission()
    {
        await using var site = await CastingSite.StartAsync();
        var number = 0;
        site.Scheduler.OnSubmit = _ => ++number == 1 ? new SubmissionResult.Ambiguous("no answer") : new SubmissionResult.Accepted("2");
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        await site.SweepAsync();
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.SweepAsync();
        Claim(site, job, "77");
        site.Scheduler.Queue.Add(Ended(job, "2", EndCause.ScriptFailed) with { ExitCode = ClaimRecord.TwinExitCode });
        await site.SweepAsync();
        site.Remembered(job)!.SchedulerJobId.ShouldBe("77");

        RecordFile.WriteEnd(site.Folder.EndOf(job), Complete(job, "77"));
        site.Scheduler.Queue.Add(Ended(job, "77", EndCause.ScriptSucceeded));
        await site.SweepAsync();

        (await site.StateAsync(job)).ShouldBe("complete");
    }

    [Fact]
    public async Task An_earlier_submission_is_not_taken_for_the_one_that_is_looked_up_where_nobody_tells_comments()
    {
        await using var site = await CastingSite.StartAsync();
        site.Settings = site.Settings with { OnEnd = new() { Given = new Dictionary<PolicyCause, EndPolicy> { [PolicyCause.NodeFailure] = new(EndAction.Resubmit) { Times = 3 } } } };
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Ended(job, "1", EndCause.NodeFailure));
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Ambiguous("no answer");
        await site.SweepAsync();
        site.Scheduler.Submitted.Count.ShouldBe(2);

        await site.SweepAsync();

        site.Remembered(job)!.State.ShouldBe(LedgerState.Intended);
        site.Scheduler.Submitted.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_job_that_waits_again_though_its_engine_is_done_with_it_is_over_and_leaves_the_queue()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        RecordFile.WriteEnd(site.Folder.EndOf(job), Complete(job, "1"));
        site.Scheduler.Queue.Add(Queued(job, "1"));

        await site.SweepAsync();

        (await site.StateAsync(job)).ShouldBe("complete");
        site.Remembered(job)!.State.ShouldBe(LedgerState.Reported);
        site.Scheduler.Cancelled.ShouldBe(["1"]);
    }

    [Theory]
    [InlineData(EndOutcome.Stopped, true)]
    [InlineData(EndOutcome.EngineFailed, false)]
    public async Task A_job_that_waits_again_after_its_engine_was_stopped_goes_on_waiting(EndOutcome outcome, bool leftToClient)
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        RecordFile.WriteEnd(site.Folder.EndOf(job), Complete(job, "1") with { Outcome = outcome, LeftToClient = leftToClient });
        site.Scheduler.Queue.Add(Queued(job, "1"));

        await site.SweepAsync();

        site.Remembered(job)!.State.ShouldBe(LedgerState.Queued);
        site.Scheduler.Cancelled.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_that_the_scheduler_has_forgotten_need_not_be_waited_for_where_its_engine_has_spoken()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        RecordFile.WriteEnd(site.Folder.EndOf(job), Complete(job, "1"));
        await site.SweepAsync();
        site.Remembered(job)!.State.ShouldBe(LedgerState.Submitted, "once absent may be a queue that is slow to tell");

        await site.SweepAsync();

        site.Remembered(job)!.State.ShouldBe(LedgerState.Reported);
    }

    // A template that cannot be read keeps all jobs waiting.
    private static async Task SweepWithoutSubmittingAsync(CastingSite site)
    {
        var settings = site.Settings;
        site.Settings = settings with { Script = BrokenTemplate };
        await site.SweepAsync();
        site.Settings = settings;
    }

    private static void Claim(CastingSite site, string job, string id) => RecordFile.TryClaim(site.Folder.ClaimOf(job), new()
    {
        JobId = job,
        SchedulerJob = $"slurm:{id}",
        Host = "node1",
        ProcessId = 1,
        At = site.Time.GetUtcNow(),
        Nonce = id,
    }).ShouldBeTrue();

    private static EndRecord Complete(string job, string id) => new()
    {
        JobId = job,
        SchedulerJob = $"slurm:{id}",
        Outcome = EndOutcome.Complete,
        Reason = "The gear ended with exit code 0.",
        SiteAcknowledged = false,
        Host = "node1",
        StartedAt = DateTimeOffset.UnixEpoch,
        EndedAt = DateTimeOffset.UnixEpoch,
        Attempt = 1,
    };

    private static Observation Queued(string job, string id) => Ended(job, id, EndCause.Unknown) with { Phase = SchedulerPhase.Queued, RawState = "PENDING", Witness = "squeue" };

    private static Observation Ended(string job, string id, EndCause cause) => new()
    {
        SchedulerJobId = id,
        JobName = $"fw-{job}",
        Phase = SchedulerPhase.Ended,
        Cause = cause,
        RawState = cause.ToString().ToUpperInvariant(),
        Witness = "sacct",
    };
}
