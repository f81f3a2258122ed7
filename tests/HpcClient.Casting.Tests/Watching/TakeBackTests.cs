using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Records;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.Watching;

/// <summary>When a scheduler job is cancelled because the site no longer wants it, and when an engine is believed to be ending it.</summary>
public sealed class TakeBackTests : IDisposable
{
    private readonly CastingDesk _desk = new();

    private TakeBack TakeBack => _desk.Parts.TakeBack;

    [Theory]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Pending)]
    [InlineData(JobState.Unknown)]
    public async Task A_job_that_is_not_over_at_the_site_stays(JobState state)
    {
        var entry = _desk.Submitted();

        (await TryAsync(entry, state)).ShouldBeFalse();

        _desk.Scheduler.Cancelled.ShouldBeEmpty();
        _desk.Remembered().ShouldBe(entry);
    }

    [Fact]
    public async Task One_that_is_cancelled_there_is_cancelled_at_the_scheduler_and_stays_on_the_books()
    {
        var entry = _desk.Submitted(state: LedgerState.Running);

        (await TryAsync(entry, JobState.Cancelled)).ShouldBeTrue();

        _desk.Scheduler.Cancelled.ShouldBe(["7"]);
        _desk.Remembered().ShouldBe(entry with { CancelledAt = _desk.Now, Reason = "the site has it as cancelled" });
        _desk.LastRow().Cause.ShouldBe("the site has it as cancelled: its slurm job 7 is being cancelled");
        _desk.Log.Lines.ShouldHaveSingleItem().ShouldContain("is taken out of slurm: the site has it as cancelled.");
    }

    [Fact]
    public async Task One_that_is_complete_there_is_its_engine_s_doing()
    {
        (await TryAsync(_desk.Submitted(state: LedgerState.Running), JobState.Complete)).ShouldBeFalse();

        _desk.Scheduler.Cancelled.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(29, 0, false)]
    [InlineData(30, 0, true)]
    [InlineData(29, 1, true)]
    [InlineData(31, -2, false)]
    [InlineData(null, 0, true)]
    public async Task One_that_failed_there_a_moment_ago_may_be_its_engine_s_doing(int? secondsAgo, int siteIsAhead, bool isTaken)
    {
        _desk.Site.ClockOffset = TimeSpan.FromSeconds(siteIsAhead);
        var entry = _desk.Submitted(state: LedgerState.Running);

        (await TryAsync(entry, JobState.Failed, secondsAgo is { } ago ? _desk.Now.AddSeconds(-ago) : null)).ShouldBe(isTaken);

        _desk.Scheduler.Cancelled.Count.ShouldBe(isTaken ? 1 : 0);
    }

    [Fact]
    public async Task One_that_failed_there_and_has_an_end_record_is_its_engine_s_doing()
    {
        var entry = _desk.Submitted(state: LedgerState.Running);
        _desk.Ends(EndOutcome.GearFailed);

        (await TryAsync(entry, JobState.Failed)).ShouldBeFalse();

        _desk.Scheduler.Cancelled.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(JobState.Complete, LedgerState.Reported, true)]
    [InlineData(JobState.Failed, LedgerState.Superseded, false)]
    [InlineData(JobState.Cancelled, LedgerState.Superseded, false)]
    public async Task One_that_waits_to_be_submitted_again_is_settled_without_the_scheduler(JobState there, LedgerState state, bool succeeded)
    {
        var entry = _desk.Submitted(state: LedgerState.Admitted);
        entry = _desk.Ledger.Write(new LedgerChange(entry, "test") { Messages = [MessageDraft.Log("it is submitted again")] });

        // Just now, and with the end record of an engine that was cut off: neither keeps a job that the scheduler does not have.
        _desk.Ends(EndOutcome.Complete);
        (await TryAsync(entry, there, _desk.Now)).ShouldBeTrue();

        (_desk.Remembered().State, _desk.Remembered().Succeeded).ShouldBe((state, succeeded));
        _desk.LastRow().Cause.ShouldBe($"the site has it as {there.Word()}; slurm does not have it");
        _desk.Scheduler.Cancelled.ShouldBeEmpty();
        _desk.Ledger.Outbox().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_nobody_has_found_at_the_scheduler_is_not_cancelled_by_a_number()
    {
        var unknown = _desk.Has(LedgerState.Intended);
        var missing = _desk.Submitted(change: entry => entry with { MissingSince = _desk.Now }, id: Other);

        (await TakeBack.TakeAsync(unknown, "why", Token)).ShouldBeFalse();
        (await TakeBack.TakeAsync(missing, "why", Token)).ShouldBeFalse();

        _desk.Scheduler.Cancelled.ShouldBeEmpty();
        _desk.Remembered(Other).ShouldBe(missing);
    }

    [Fact]
    public async Task A_scheduler_that_cannot_cancel_it_is_quoted_and_the_job_counts_as_not_cancelled()
    {
        var entry = _desk.Submitted();
        _desk.Scheduler.OnCancel = _ => "scancel does not answer.";

        (await TakeBack.TakeAsync(entry, "nobody wants it", Token)).ShouldBeFalse();

        _desk.Remembered().ShouldBe(entry);
        _desk.Log.Warnings.ShouldHaveSingleItem().ShouldBe($"Job {Job} is to be taken out of slurm (nobody wants it), and its job 7 there could not be cancelled: scancel does not answer.");
    }

    [Theory]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    [InlineData(-59, 0)]
    [InlineData(-60, 1)]
    public async Task What_does_not_go_is_cancelled_again_after_a_minute_also_by_a_clock_that_was_set_back(int secondsAgo, int times)
    {
        var entry = _desk.Submitted(change: entry => entry with { CancelledAt = _desk.Now.AddSeconds(-secondsAgo), Reason = "why" });

        await TakeBack.RepeatAsync([entry], Token);

        _desk.Scheduler.Cancelled.Count.ShouldBe(times);
        _desk.Remembered().ShouldBe(times == 0 ? entry : entry with { CancelledAt = _desk.Now });
    }

    [Fact]
    public async Task Only_what_the_last_look_found_is_cancelled_again()
    {
        var longAgo = _desk.Now.AddHours(-1);
        var unknown = _desk.Has(LedgerState.Intended, entry => entry with { CancelledAt = longAgo });
        var missing = _desk.Submitted(change: entry => entry with { CancelledAt = longAgo, MissingSince = _desk.Now }, id: Other);

        await TakeBack.RepeatAsync([unknown, missing], Token);

        _desk.Scheduler.Cancelled.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_scheduler_that_still_cannot_cancel_it_is_quoted_and_asked_again_a_minute_later()
    {
        var entry = _desk.Submitted(change: entry => entry with { CancelledAt = _desk.Now.AddHours(-1) });
        _desk.Scheduler.OnCancel = _ => "scancel does not answer.";

        await TakeBack.RepeatAsync([entry], Token);

        _desk.Log.Warnings.ShouldBe(["scancel does not answer."]);
        _desk.Remembered().CancelledAt.ShouldBe(_desk.Now);
    }

    public void Dispose() => _desk.Dispose();

    private Task<bool> TryAsync(LedgerEntry entry, JobState state, DateTimeOffset? modified = null) =>
        TakeBack.TryAsync(entry, new() { IdField = entry.JobId, StateWord = state.Word(), Modified = modified }, Token);
}
