using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Records;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.Watching;

/// <summary>What one look at the scheduler makes of our jobs.</summary>
public sealed class SchedulerWatchTests : IDisposable
{
    private readonly CastingDesk _desk = new();

    public SchedulerWatchTests() => _desk.Site.Has(Job, JobState.Running);

    [Fact]
    public async Task One_question_is_asked_for_all_by_number_where_we_have_it_and_else_by_name()
    {
        var first = _desk.Submitted();
        _desk.Has(LedgerState.Intended, id: Other);
        _desk.Has(LedgerState.Admitted, id: "64b5bce63a26373568590003");
        _desk.Submitted("9", id: "64b5bce63a26373568590004", change: entry => entry with { Scheduler = "sge" });

        await LookAsync();

        var asked = _desk.Scheduler.Looks.ShouldHaveSingleItem();
        asked.SchedulerJobIds.ShouldBe(["7"]);
        asked.JobNames.ShouldBe([$"fw-{Other}"]);
        asked.Since.ShouldBe(first.CreatedAt.AddMinutes(-5));
    }

    [Fact]
    public async Task Where_no_job_is_with_the_scheduler_it_is_not_asked()
    {
        _desk.Has(LedgerState.Admitted);
        _desk.Has(LedgerState.Ended, id: Other);

        await LookAsync();

        _desk.Scheduler.Looks.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_scheduler_says_of_itself_is_told()
    {
        _desk.Submitted();
        _desk.Scheduler.Problems.Add("sacct does not answer.");

        await LookAsync();

        _desk.Log.Warnings.ShouldBe(["sacct does not answer."]);
    }

    [Fact]
    public async Task A_job_that_begins_to_wait_tells_for_what_with_its_place_and_no_node()
    {
        _desk.Submitted(change: entry => entry with { MissingSince = _desk.Now, Node = "n0" });

        await SeeAsync(Seen(SchedulerPhase.Queued) with { WaitsFor = "waits for its turn", Reason = "Priority", Node = "n1", ExpectedStart = _desk.Now.AddHours(1), JobsAhead = 4 });

        var entry = _desk.Remembered();
        (entry.State, entry.Reason, entry.Node, entry.ExpectedStart, entry.JobsAhead, entry.MissingSince).ShouldBe(
            (LedgerState.Queued, "waits for its turn", null, _desk.Now.AddHours(1), 4, null));
        (_desk.LastRow().Cause, _desk.LastRow().Evidence).ShouldBe(("slurm: QUEUED", "waits for its turn"));
    }

    [Fact]
    public async Task Without_words_the_scheduler_s_own_reason_is_told()
    {
        _desk.Submitted();

        await SeeAsync(Seen(SchedulerPhase.Queued) with { Reason = "Priority" });

        _desk.Remembered().Reason.ShouldBe("Priority");
    }

    [Fact]
    public async Task A_job_that_has_a_node_waits_for_nothing_any_more()
    {
        _desk.Submitted(state: LedgerState.Queued, change: entry => entry with { Reason = "waits", ExpectedStart = _desk.Now, JobsAhead = 4 });

        await SeeAsync(Seen(SchedulerPhase.Running) with { Node = "n1", WaitsFor = "nothing", ExpectedStart = _desk.Now, JobsAhead = 4 });

        var entry = _desk.Remembered();
        (entry.State, entry.Reason, entry.Node, entry.ExpectedStart, entry.JobsAhead).ShouldBe((LedgerState.Running, "n1", "n1", null, null));
        _desk.LastRow().Evidence.ShouldBe("n1");
        _desk.LastRow().Cause.ShouldBe("slurm: RUNNING");
    }

    [Fact]
    public async Task A_scheduler_that_no_longer_tells_the_node_does_not_make_us_forget_it()
    {
        _desk.Submitted(state: LedgerState.Running, change: entry => entry with { Node = "n1" });

        await SeeAsync(Seen(SchedulerPhase.Running));

        _desk.Remembered().Node.ShouldBe("n1");
        await SeeAsync(Seen(SchedulerPhase.Running) with { Node = "n2" });
        _desk.Remembered().Node.ShouldBe("n2");
    }

    [Fact]
    public async Task A_state_that_nobody_knows_changes_nothing()
    {
        var entry = _desk.Submitted(state: LedgerState.Running);

        await SeeAsync(Seen(SchedulerPhase.Unknown));

        _desk.Remembered().ShouldBe(entry);
    }

    [Fact]
    public async Task What_did_not_change_is_no_part_of_the_story_and_a_new_place_in_the_queue_is_only_noted()
    {
        _desk.Submitted(state: LedgerState.Queued, change: entry => entry with { Reason = "waits", WaitToldAt = _desk.Now });
        var rows = _desk.Ledger.History(Job).Count;

        await SeeAsync(Seen(SchedulerPhase.Queued) with { WaitsFor = "waits", JobsAhead = 3 });
        _desk.Remembered().JobsAhead.ShouldBe(3);
        await SeeAsync(Seen(SchedulerPhase.Queued) with { WaitsFor = "waits", JobsAhead = 3 });
        _desk.Ledger.History(Job).Count.ShouldBe(rows);
        await SeeAsync(Seen(SchedulerPhase.Queued) with { WaitsFor = "waits for something else", JobsAhead = 3 });

        _desk.Ledger.History(Job).Count.ShouldBe(rows + 1);
    }

    [Fact]
    public async Task A_wait_that_is_news_is_told_in_the_job_s_log_also_where_nothing_else_changed()
    {
        _desk.Submitted(state: LedgerState.Queued, change: entry => entry with { Reason = "waits" });
        _desk.Time.Advance(TimeSpan.FromMinutes(1));

        await SeeAsync(Seen(SchedulerPhase.Queued) with { WaitsFor = "waits" });

        _desk.Ledger.Outbox(Job).ShouldHaveSingleItem().Content.Body.ShouldContain("in the queue of slurm: waits.");
        _desk.Remembered().WaitToldAt.ShouldBe(_desk.Now);
    }

    [Theory]
    [InlineData(LedgerState.Running, SchedulerPhase.Queued, 1, "slurm: QUEUED, put back into the queue")]
    [InlineData(LedgerState.Queued, SchedulerPhase.Running, 1, "slurm: RUNNING, start 2")]
    [InlineData(LedgerState.Queued, SchedulerPhase.Running, 0, "slurm: RUNNING")]
    [InlineData(LedgerState.Running, SchedulerPhase.Running, 1, "slurm: RUNNING")]
    public async Task A_job_that_starts_anew_says_so(LedgerState before, SchedulerPhase phase, int restarts, string cause)
    {
        _desk.Submitted(state: before);

        await SeeAsync(Seen(phase) with { RestartCount = restarts, Node = "n1", Reason = "Priority" });

        _desk.LastRow().Cause.ShouldBe(cause);
    }

    [Fact]
    public async Task While_a_job_is_being_cancelled_why_stays_what_is_said_of_it()
    {
        _desk.Submitted(state: LedgerState.Queued, change: entry => entry with { CancelledAt = _desk.Now, Reason = "nobody wants it" });
        _desk.Ends(EndOutcome.Complete);

        await SeeAsync(Seen(SchedulerPhase.Queued) with { WaitsFor = "waits" });

        (_desk.Remembered().State, _desk.Remembered().Reason).ShouldBe((LedgerState.Queued, "nobody wants it"));
        _desk.Scheduler.Cancelled.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_several_words_on_one_number_that_of_the_latest_start_counts()
    {
        _desk.Submitted();
        _desk.Scheduler.Queue.Add(Seen(SchedulerPhase.Running) with { StartedAt = _desk.Now.AddMinutes(-9), Node = "n1" });
        _desk.Scheduler.Queue.Add(Seen(SchedulerPhase.Running) with { StartedAt = _desk.Now.AddMinutes(-1), Node = "n2" });
        _desk.Scheduler.Queue.Add(Seen(SchedulerPhase.Queued));

        await LookAsync();

        _desk.Remembered().Node.ShouldBe("n2");
    }

    [Fact]
    public async Task A_submission_without_an_answer_is_found_by_its_name_and_its_record_gets_the_number()
    {
        Promised();

        await SeeAsync(Seen(SchedulerPhase.Running, "9") with { Comment = "fw-hpc-client nonce-2" });

        (_desk.Remembered().State, _desk.Remembered().SchedulerJobId, _desk.Remembered().MissingSince).ShouldBe((LedgerState.Running, "9", null));
        _desk.Ledger.Attempts(Job).Select(attempt => attempt.SchedulerJobId).ShouldBe(["7", "9"]);
        _desk.Ledger.History(Job).ShouldContain(row => row.Cause == "found at slurm by its name, as job 9" && row.Evidence == "squeue" && row.To == LedgerState.Submitted);
    }

    [Theory]
    [InlineData("9", null, true)]
    [InlineData("9", "", true)]
    [InlineData("7", null, false)]
    [InlineData("9", "nonce-1", false)]
    [InlineData("7", "nonce-2", true)]
    public async Task A_scheduler_job_of_our_name_is_this_submission_s_by_its_nonce_or_where_nobody_tells_it_by_its_number(string number, string? comment, bool isOurs)
    {
        Promised();

        await SeeAsync(Seen(SchedulerPhase.Running, number) with { Comment = comment });

        _desk.Remembered().State.ShouldBe(isOurs ? LedgerState.Running : LedgerState.Intended);
    }

    [Fact]
    public async Task A_job_of_the_Python_client_is_found_by_its_name_whatever_its_comment()
    {
        _desk.Has(LedgerState.Submitted);

        await SeeAsync(Seen(SchedulerPhase.Running, "9") with { Comment = "by hand" });

        _desk.Remembered().SchedulerJobId.ShouldBe("9");
        _desk.Ledger.Attempts(Job).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task A_job_that_is_over_and_stays_in_the_queue_is_taken_out_of_it(bool staysInQueue, bool isCancelled)
    {
        _desk.Submitted();

        await SeeAsync(Ended with { StaysInQueue = staysInQueue, Node = "n1" });

        _desk.Remembered().State.ShouldBe(LedgerState.Reported);
        _desk.Ledger.History(Job).ShouldNotContain(row => row.Cause.StartsWith("slurm: ", StringComparison.Ordinal), "an end is settled, and not followed");
        _desk.Scheduler.Cancelled.ShouldBe(isCancelled ? ["7"] : []);
    }

    [Fact]
    public async Task One_that_cannot_be_taken_out_of_it_is_told()
    {
        _desk.Submitted();
        _desk.Scheduler.OnCancel = _ => "qdel does not answer.";

        await SeeAsync(Ended with { StaysInQueue = true });

        _desk.Log.Warnings.ShouldContain("qdel does not answer.");
    }

    [Fact]
    public async Task One_that_nobody_can_judge_yet_stays_where_it_is()
    {
        _desk.Submitted();

        await SeeAsync(Ended with { StaysInQueue = true, EndedAt = _desk.Now });

        _desk.Scheduler.Cancelled.ShouldBeEmpty();
        _desk.Remembered().State.ShouldBe(LedgerState.Submitted);
    }

    [Fact]
    public async Task A_job_that_waits_though_its_engine_is_done_is_over_and_leaves_the_queue()
    {
        _desk.Submitted();
        _desk.Ends(EndOutcome.Complete);

        await SeeAsync(Seen(SchedulerPhase.Queued));

        (_desk.Remembered().State, _desk.Remembered().Succeeded).ShouldBe((LedgerState.Reported, true));
        _desk.Scheduler.Cancelled.ShouldBe(["7"]);
    }

    [Fact]
    public async Task A_job_that_runs_though_its_engine_is_done_is_left_to_end()
    {
        _desk.Submitted();
        _desk.Ends(EndOutcome.Complete);

        await SeeAsync(Seen(SchedulerPhase.Running));

        _desk.Remembered().State.ShouldBe(LedgerState.Running);
        _desk.Scheduler.Cancelled.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_queue_does_not_answer_absence_is_not_even_noted()
    {
        var entry = _desk.Submitted();
        _desk.Scheduler.QueueAnswers = false;

        await LookAsync();

        _desk.Remembered().ShouldBe(entry);
    }

    [Theory]
    [InlineData(true, 119, LedgerState.Submitted)]
    [InlineData(true, 120, LedgerState.Reported)]
    [InlineData(false, 899, LedgerState.Submitted)]
    [InlineData(false, 900, LedgerState.Reported)]
    public async Task A_job_is_lost_after_two_minutes_and_later_where_accounting_may_still_tell(bool accountingAnswers, int seconds, LedgerState state)
    {
        _desk.Submitted();
        _desk.Scheduler.AccountingAnswers = accountingAnswers;
        await LookAsync();
        _desk.Remembered().MissingSince.ShouldBe(_desk.Now);

        _desk.Time.Advance(TimeSpan.FromSeconds(seconds));
        await LookAsync();

        _desk.Remembered().State.ShouldBe(state);
    }

    [Fact]
    public async Task One_that_is_seen_again_is_missing_no_more()
    {
        _desk.Submitted(state: LedgerState.Running, change: entry => entry with { MissingSince = _desk.Now, Node = "n1", Reason = "n1" });

        await SeeAsync(Seen(SchedulerPhase.Running) with { Node = "n1" });

        _desk.Remembered().MissingSince.ShouldBeNull();
    }

    [Fact]
    public async Task By_a_clock_that_was_set_back_an_absence_begins_anew()
    {
        _desk.Submitted(change: entry => entry with { MissingSince = _desk.Now.AddDays(1) });

        await LookAsync();

        (_desk.Remembered().State, _desk.Remembered().MissingSince).ShouldBe((LedgerState.Submitted, _desk.Now));
    }

    [Theory]
    [InlineData(29, LedgerState.Intended)]
    [InlineData(30, LedgerState.Admitted)]
    public async Task A_submission_that_surely_never_arrived_is_made_again_after_half_a_minute(int seconds, LedgerState state)
    {
        Promised();
        await LookAsync();
        var since = _desk.Remembered().MissingSince.ShouldNotBeNull();

        _desk.Time.Advance(TimeSpan.FromSeconds(seconds));
        await LookAsync();

        _desk.Remembered().State.ShouldBe(state);
        _desk.Remembered().MissingSince.ShouldBe(state == LedgerState.Intended ? since : null);
        if (state == LedgerState.Admitted)
        {
            (_desk.LastRow().Cause, _desk.LastRow().Evidence).ShouldBe(
                ("slurm surely never got it: it will be submitted again", $"'fw-{Job}' absent from queue and accounting since {since:u}"));
        }
    }

    [Fact]
    public async Task One_that_an_engine_has_claimed_did_arrive()
    {
        Promised();
        await LookAsync();
        _desk.Claims("slurm:9");
        _desk.Time.Advance(TimeSpan.FromMinutes(1));

        await LookAsync();

        (_desk.Remembered().State, _desk.Remembered().SchedulerJobId).ShouldBe((LedgerState.Submitted, "9"));
    }

    [Fact]
    public async Task An_end_that_the_engine_recorded_makes_an_absence_certain()
    {
        _desk.Submitted();
        await LookAsync();
        _desk.Ends(EndOutcome.GearFailed);

        await LookAsync();

        _desk.Remembered().State.ShouldBe(LedgerState.Reported);
    }

    public void Dispose() => _desk.Dispose();

    private static Observation Ended => Seen(SchedulerPhase.Ended) with { Cause = EndCause.LaunchFailure };

    private Task LookAsync() => new SchedulerWatch(_desk.Ledger, _desk.Scheduler, _desk.Parts.Ends, _desk.Context).PollAsync(Token);

    private Task SeeAsync(Observation seen)
    {
        _desk.Scheduler.Queue.Clear();
        _desk.Scheduler.Queue.Add(seen);
        return LookAsync();
    }

    // A second submission without an answer; the first was scheduler job 7.
    private void Promised()
    {
        _desk.Submitted();
        _desk.Has(LedgerState.Intended, entry => entry with { Submissions = 2, Nonce = "nonce-2", SchedulerJobId = null });
        _desk.Ledger.Note(new LedgerAttempt { JobId = Job, Number = 2, Nonce = "nonce-2", Scheduler = "slurm", Asked = "little", SubmittedAt = _desk.Now });
    }
}
