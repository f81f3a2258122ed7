using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Policies;
using HpcClient.Settings.Records;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.Watching;

/// <summary>What is made of a job that is over at the scheduler, and of an engine's word about it.</summary>
public sealed class JobEndsTests : IDisposable
{
    private static readonly Observation Failed = Seen(SchedulerPhase.Ended) with { Cause = EndCause.NodeFailure, RawState = "NODE_FAIL", Witness = "sacct" };

    private readonly CastingDesk _desk = new();

    public JobEndsTests()
    {
        _desk.Site.Has(Job, JobState.Running);

        // What is to be told stays in the outbox, where a test can look at it.
        _desk.Site.Fault = _ => Fault(SiteFault.Unreachable);
    }

    private JobEnds Ends => _desk.Parts.Ends;

    [Fact]
    public async Task A_job_that_was_being_cancelled_is_superseded_and_the_site_is_told_nothing()
    {
        var entry = Cancelling();
        _desk.Ends(EndOutcome.Stopped, end => end with { EndedAt = _desk.Now.AddMinutes(-1), Attempt = 1 });

        (await Ends.TakeAsync(entry, Failed, Token)).ShouldBeTrue();

        _desk.Remembered().ShouldBe(entry with { State = LedgerState.Superseded, Succeeded = false, CancelledAt = null, MissingSince = null, ChangedAt = _desk.Now });
        (_desk.LastRow().Cause, _desk.LastRow().Evidence).ShouldBe(("its scheduler job is gone", "sacct: NODE_FAIL"));
        _desk.Ledger.Outbox().ShouldBeEmpty();
        var attempt = _desk.Ledger.Attempts(Job).ShouldHaveSingleItem();
        (attempt.Cause, attempt.Succeeded, attempt.EndedAt).ShouldBe((EndCause.Cancelled, false, _desk.Now.AddMinutes(-1)));
        _desk.Log.Lines.ShouldHaveSingleItem().ShouldContain("was taken out of slurm: nobody wants it");
    }

    [Fact]
    public async Task One_that_was_being_cancelled_and_is_forgotten_is_superseded_and_not_lost()
    {
        var entry = Cancelling();

        await Ends.ForgottenAsync(entry, Token);

        _desk.Remembered().State.ShouldBe(LedgerState.Superseded);
        (_desk.LastRow().Cause, _desk.LastRow().Evidence).ShouldBe(("slurm no longer knows its job, which was being cancelled", ""));
        _desk.Ledger.Outbox().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_engine_that_ended_as_a_twin_leads_to_the_engine_that_has_the_claim()
    {
        var entry = _desk.Submitted(change: entry => entry with { MissingSince = _desk.Now, Reason = "was missing" });
        _desk.Claims("slurm:77");

        (await Ends.TakeAsync(entry, Failed with { ExitCode = ClaimRecord.TwinExitCode }, Token)).ShouldBeTrue();

        _desk.Remembered().ShouldBe(entry with { State = LedgerState.Submitted, SchedulerJobId = "77", MissingSince = null, Reason = null });
        _desk.Ledger.Attempts(Job).ShouldHaveSingleItem().SchedulerJobId.ShouldBe("77");
        (_desk.LastRow().Cause, _desk.LastRow().Evidence).ShouldBe(
            ("an engine has claimed it, in job 77 of slurm, which is followed from now on", $"claim of node1, process 4, at {_desk.Now:u}"));
    }

    [Theory]
    [InlineData(1, "slurm:77")]
    [InlineData(ClaimRecord.TwinExitCode, "slurm:7")]
    [InlineData(ClaimRecord.TwinExitCode, "sge:77")]
    [InlineData(ClaimRecord.TwinExitCode, null)]
    public async Task Any_other_end_beside_a_claim_is_an_end(int exitCode, string? claim)
    {
        var entry = _desk.Submitted();
        _desk.Claims(claim!);

        (await Ends.TakeAsync(entry, Failed with { ExitCode = exitCode }, Token)).ShouldBeTrue();

        _desk.Remembered().State.ShouldBe(LedgerState.Ended);
        _desk.Ledger.Outbox(Job).Select(message => message.Content.Kind).ShouldBe([MessageKind.Log, MessageKind.State]);
    }

    [Fact]
    public async Task While_an_end_record_may_still_show_up_nothing_is_settled()
    {
        var entry = _desk.Submitted();

        (await Ends.TakeAsync(entry, Failed with { EndedAt = _desk.Now.AddSeconds(-1) }, Token)).ShouldBeFalse();

        _desk.Remembered().ShouldBe(entry);
    }

    [Theory]
    [InlineData(EndOutcome.Complete, false, false, true)]
    [InlineData(EndOutcome.GearFailed, false, false, true)]
    [InlineData(EndOutcome.EngineFailed, false, false, false)]
    [InlineData(EndOutcome.Stopped, false, false, false)]
    [InlineData(EndOutcome.Cancelled, false, false, false)]
    [InlineData(EndOutcome.Refused, false, false, false)]
    [InlineData(EndOutcome.EngineFailed, true, false, true)]
    [InlineData(EndOutcome.Stopped, true, false, true)]
    [InlineData(EndOutcome.Complete, true, true, false)]
    [InlineData(EndOutcome.GearFailed, false, true, false)]
    public void An_engine_has_ended_a_job_where_no_other_run_would_change_the_end(EndOutcome outcome, bool siteKnows, bool leftToClient, bool isEnded)
    {
        var entry = _desk.Submitted();
        _desk.Ends(outcome, end => end with { SiteAcknowledged = siteKnows, LeftToClient = leftToClient });

        Ends.IsEndedByEngine(entry).ShouldBe(isEnded);
    }

    [Fact]
    public void Without_a_record_nothing_is_ended_also_where_the_folder_of_the_records_is_gone()
    {
        var entry = _desk.Submitted();
        Ends.IsEndedByEngine(entry).ShouldBeFalse();

        Directory.Delete(_desk.Folder.Ends);
        Ends.IsEndedByEngine(entry).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(2, null, true)]
    [InlineData(1, null, false)]
    [InlineData(3, "slurm:8", false)]
    [InlineData(1, "slurm:7", true)]
    [InlineData(1, "sge:7", false)]
    public void The_record_of_another_submission_says_nothing_unless_it_names_the_job_that_is_followed(int? attempt, string? schedulerJob, bool counts)
    {
        var entry = _desk.Submitted(change: entry => entry with { Submissions = 2 });
        _desk.Ends(EndOutcome.Complete, end => end with { Attempt = attempt, SchedulerJob = schedulerJob });

        Ends.IsEndedByEngine(entry).ShouldBe(counts);
    }

    [Fact]
    public void A_job_without_a_number_is_not_taken_for_one_whose_engine_was_started_by_hand()
    {
        var entry = _desk.Has(LedgerState.Intended, entry => entry with { Submissions = 2 });
        _desk.Ends(EndOutcome.Complete, end => end with { Attempt = 1, SchedulerJob = "slurm:" });

        Ends.IsEndedByEngine(entry).ShouldBeFalse();
    }

    [Fact]
    public async Task A_job_that_everybody_forgot_is_lost_and_its_submission_is_closed()
    {
        var entry = _desk.Submitted();

        await Ends.ForgottenAsync(entry, Token);

        (_desk.Remembered().State, _desk.Remembered().Succeeded).ShouldBe((LedgerState.Lost, false));
        _desk.Ledger.Outbox(Job)[^1].Content.ShouldBe(MessageDraft.State(JobState.Failed, "hpc_failure"));
        var attempt = _desk.Ledger.Attempts(Job).ShouldHaveSingleItem();
        (attempt.EndedAt, attempt.Cause, attempt.Succeeded).ShouldBe((_desk.Now, EndCause.Unknown, false));
    }

    [Fact]
    public async Task One_that_the_scheduler_forgot_is_complete_where_its_engine_says_so()
    {
        var entry = _desk.Submitted();
        _desk.Ends(EndOutcome.Complete);

        await Ends.ForgottenAsync(entry, Token);

        (_desk.Remembered().State, _desk.Remembered().Succeeded).ShouldBe((LedgerState.Ended, true));
        _desk.Ledger.Outbox(Job)[^1].Content.ShouldBe(MessageDraft.State(JobState.Complete));
    }

    [Fact]
    public async Task What_the_engine_told_the_site_itself_is_not_told_again()
    {
        var entry = _desk.Submitted();
        _desk.Ends(EndOutcome.GearFailed, end => end with { SiteAcknowledged = true });

        await Ends.TakeAsync(entry, Failed, Token);

        (_desk.Remembered().State, _desk.Remembered().Succeeded).ShouldBe((LedgerState.Reported, false));
        _desk.Ledger.Outbox().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_of_the_Python_client_has_no_submission_on_record_and_ends_all_the_same()
    {
        var entry = _desk.Has(LedgerState.Running, entry => entry with { SchedulerJobId = "7" });

        (await Ends.TakeAsync(entry, Failed, Token)).ShouldBeTrue();

        _desk.Remembered().State.ShouldBe(LedgerState.Ended);
        _desk.Ledger.Attempts(Job).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_that_is_submitted_again_starts_from_where_nobody_knows_it_and_keeps_what_it_was_given_before()
    {
        Policy(PolicyCause.NodeFailure, new(EndAction.Resubmit) { Times = 3 });
        var entry = _desk.Submitted(state: LedgerState.Running, change: entry => entry with
        {
            MissingSince = _desk.Now,
            Node = "n1",
            HeartbeatAt = _desk.Now,
            NextMemoryBytes = 8L << 30,
            NextWalltime = TimeSpan.FromHours(9),
        });

        (await Ends.TakeAsync(entry, Failed, Token)).ShouldBeTrue();

        var after = _desk.Remembered();
        (after.State, after.MissingSince, after.Node, after.HeartbeatAt).ShouldBe((LedgerState.Admitted, null, null, null));
        (after.NextMemoryBytes, after.NextWalltime, after.Submissions).ShouldBe((8L << 30, TimeSpan.FromHours(9), 1));
        after.Reason.ShouldBe("It is submitted again (1 of at most 3).");
        _desk.LastRow().Evidence.ShouldBe("witness: slurm; on_end: NodeFailure");
        _desk.Ledger.Attempts(Job).ShouldHaveSingleItem().Cause.ShouldBe(EndCause.NodeFailure);
        var told = _desk.Ledger.Outbox(Job).ShouldHaveSingleItem();
        told.Content.Body.ShouldStartWith("fw-hpc-client: ");
        told.Content.Body.ShouldEndWith("It is submitted again (1 of at most 3).\n");
        told.Tries.ShouldBe(1, "it is sent at once");
        _desk.Log.Lines.ShouldContain(line => line.Contains("ended and is submitted again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_memory_and_more_time_take_the_place_of_what_was_given_before()
    {
        Policy(PolicyCause.TimeLimit, new(EndAction.MoreTime) { Factor = 2 });
        var entry = _desk.Submitted(change: entry => entry with { NextWalltime = TimeSpan.FromHours(1) });

        await Ends.TakeAsync(entry, Failed with { Cause = EndCause.TimeLimit, TimeLimit = TimeSpan.FromHours(2) }, Token);

        _desk.Remembered().NextWalltime.ShouldBe(TimeSpan.FromHours(4));
        _desk.Remembered().NextMemoryBytes.ShouldBeNull();

        Policy(PolicyCause.OutOfMemory, new(EndAction.MoreMemory) { Factor = 2 });
        entry = _desk.Submitted(change: entry => entry with { NextMemoryBytes = 1L << 30 });
        _desk.Ledger.Note(_desk.Ledger.Attempts(Job)[0] with { AskedMemoryBytes = 4L << 30, AskedCpus = 1 });

        await Ends.TakeAsync(entry, Failed with { Cause = EndCause.OutOfMemory }, Token);

        _desk.Remembered().NextMemoryBytes.ShouldBe(8L << 30);
    }

    [Theory]
    [InlineData(EndOutcome.Complete)]
    [InlineData(EndOutcome.EngineFailed)]
    public async Task What_an_engine_decided_is_never_submitted_again(EndOutcome outcome)
    {
        Policy(PolicyCause.NodeFailure, new(EndAction.Resubmit));
        var entry = _desk.Submitted();
        _desk.Ends(outcome);

        await Ends.TakeAsync(entry, Failed, Token);

        _desk.Remembered().State.ShouldBe(LedgerState.Ended);
    }

    [Fact]
    public async Task Why_a_job_is_not_submitted_again_stands_behind_what_happened()
    {
        Policy(PolicyCause.TimeLimit, new(EndAction.MoreTime));
        var entry = _desk.Submitted();

        await Ends.TakeAsync(entry, Failed with { Cause = EndCause.TimeLimit }, Token);

        _desk.Remembered().Reason.ShouldNotBeNull().ShouldEndWith(" How long it might run is not known, so it is not submitted again with more time.");
    }

    [Fact]
    public async Task Before_a_job_is_submitted_again_the_end_that_its_engine_recorded_meanwhile_counts()
    {
        Over();
        var entry = _desk.Has(LedgerState.Admitted);
        _desk.Ends(EndOutcome.Complete, end => end with { Attempt = 1, EndedAt = _desk.Now.AddHours(-1) });

        (await Ends.IsSettledByEngineAsync(entry, Token)).ShouldBeTrue();

        (_desk.Remembered().State, _desk.Remembered().Succeeded).ShouldBe((LedgerState.Ended, true));
        var attempt = _desk.Ledger.Attempts(Job).ShouldHaveSingleItem();
        (attempt.Succeeded, attempt.Cause).ShouldBe((true, EndCause.ScriptSucceeded));
    }

    [Fact]
    public async Task An_end_that_an_engine_left_to_us_settles_nothing_before_a_job_is_submitted_again()
    {
        Over();
        var entry = _desk.Has(LedgerState.Admitted);
        _desk.Ends(EndOutcome.Stopped, end => end with { Attempt = 1, LeftToClient = true });

        (await Ends.IsSettledByEngineAsync(entry, Token)).ShouldBeFalse();

        _desk.Remembered().State.ShouldBe(LedgerState.Admitted);
    }

    [Fact]
    public async Task The_claim_of_a_submission_that_is_over_goes_before_the_job_is_submitted_again_and_is_not_followed()
    {
        Over();
        var entry = _desk.Has(LedgerState.Admitted, entry => entry with { SchedulerJobId = null });
        _desk.Claims("slurm:7");

        (await Ends.IsSettledByEngineAsync(entry, Token)).ShouldBeFalse();

        File.Exists(_desk.Folder.ClaimOf(Job)).ShouldBeFalse();
        _desk.Remembered().State.ShouldBe(LedgerState.Admitted);
    }

    [Fact]
    public async Task A_claim_of_a_submission_that_counted_as_never_made_is_followed_instead_of_another_submission()
    {
        Over();
        var entry = _desk.Has(LedgerState.Admitted, entry => entry with { SchedulerJobId = null });
        _desk.Claims("slurm:78");

        (await Ends.IsSettledByEngineAsync(entry, Token)).ShouldBeTrue();

        (_desk.Remembered().State, _desk.Remembered().SchedulerJobId).ShouldBe((LedgerState.Submitted, "78"));
    }

    public void Dispose() => _desk.Dispose();

    private LedgerEntry Cancelling() => _desk.Submitted(state: LedgerState.Running, change: entry => entry with
    {
        CancelledAt = _desk.Now,
        MissingSince = _desk.Now,
        Reason = "nobody wants it",
    });

    private void Over()
    {
        _desk.Submitted();
        _desk.Ledger.Note(_desk.Ledger.Attempts(Job)[0] with { EndedAt = _desk.Now, Cause = EndCause.NodeFailure, Succeeded = false });
    }

    private void Policy(PolicyCause cause, EndPolicy policy) =>
        _desk.Settings = _desk.Settings with { OnEnd = new() { Given = new Dictionary<PolicyCause, EndPolicy> { [cause] = policy } } };
}
