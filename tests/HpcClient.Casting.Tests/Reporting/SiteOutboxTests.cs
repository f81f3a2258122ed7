using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.Reporting;

/// <summary>What becomes of the word to the site, whatever it answers.</summary>
public sealed class SiteOutboxTests : IDisposable
{
    private readonly CastingDesk _desk = new();

    private SiteOutbox Outbox => new(_desk.Site, _desk.Ledger, _desk.Context);

    [Fact]
    public async Task The_reason_goes_before_the_end_and_only_the_end_settles_the_job()
    {
        Over();

        await Outbox.DeliverAsync(Job, Token);

        _desk.Site.Calls.ShouldBe([$"log {Job}", $"state {Job} failed"]);
        _desk.Site.Logged.ShouldBe(["why\n"]);
        _desk.Site.FailureReasons.ShouldBe(["hpc_failure"]);
        _desk.Ledger.Outbox().ShouldBeEmpty();
        _desk.Ledger.History(Job).TakeLast(2).Select(row => (row.Cause, row.To)).ShouldBe(
            [("the site was told: why", LedgerState.Ended), ("the site was told: the job is failed", LedgerState.Reported)]);
        _desk.Log.Lines.ShouldBe([$"Job {Job} (count-lines 1.0.0) is over: It failed."]);
    }

    [Theory]
    [InlineData(LedgerState.Refused)]
    [InlineData(LedgerState.Superseded)]
    [InlineData(LedgerState.Running)]
    public async Task A_job_that_is_over_for_another_reason_keeps_its_state(LedgerState state)
    {
        Over(state);

        await Outbox.DeliverAsync(Job, Token);

        _desk.Remembered().State.ShouldBe(state);
        _desk.Log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_that_the_site_no_longer_has_is_settled_and_nothing_more_is_sent()
    {
        Over();
        _desk.Site.Fault = _ => Fault(SiteFault.NotFound);

        await Outbox.DeliverAsync(Job, Token);

        _desk.Site.Calls.ShouldBe([$"log {Job}"]);
        _desk.Ledger.Outbox().ShouldBeEmpty();
        (_desk.Remembered().State, _desk.Remembered().Succeeded).ShouldBe((LedgerState.Reported, false));
        _desk.LastRow().Cause.ShouldBe("the site no longer has the job");
    }

    [Theory]
    [InlineData(SiteFault.Refused)]
    [InlineData(SiteFault.Invalid)]
    public async Task A_line_that_the_site_refuses_for_good_does_not_keep_the_end_from_it(SiteFault fault)
    {
        Over();
        _desk.Site.Fault = call => call == $"log {Job}" ? Fault(fault) : null;

        await Outbox.DeliverAsync(Job, Token);

        _desk.Site.Calls[^1].ShouldBe($"state {Job} failed");
        _desk.Remembered().State.ShouldBe(LedgerState.Reported);
        var row = _desk.Ledger.History(Job)[^2];
        (row.Cause, row.Evidence, row.To).ShouldBe(("the site refused for good: why", $"The site said {fault}.", LedgerState.Ended));
        _desk.Log.Warnings.ShouldHaveSingleItem().ShouldContain($"refused for good what it was to learn of job {Job} (why)");
    }

    [Fact]
    public async Task An_end_that_the_site_refuses_for_good_is_not_sent_for_ever()
    {
        Over();
        _desk.Site.Fault = call => call.StartsWith("state", StringComparison.Ordinal) ? Fault(SiteFault.Refused) : null;

        await Outbox.DeliverAsync(Job, Token);

        _desk.Ledger.Outbox().ShouldBeEmpty();
        _desk.Remembered().State.ShouldBe(LedgerState.Reported);
        _desk.LastRow().Cause.ShouldBe("the site refused for good: the job is failed");
    }

    [Theory]
    [InlineData(SiteFault.Conflict)]
    [InlineData(SiteFault.ServerError)]
    public async Task What_a_site_with_a_fault_of_its_own_does_not_take_is_told_later(SiteFault fault)
    {
        Over();
        _desk.Site.Fault = call => call == $"log {Job}" ? Fault(fault) : null;

        await Outbox.DeliverAsync(Job, Token);

        _desk.Site.Calls.ShouldBe([$"log {Job}", $"get {Job}"]);
        _desk.Ledger.Outbox().Select(message => message.Tries).ShouldBe([1, 0]);
        _desk.Remembered().State.ShouldBe(LedgerState.Ended);
    }

    [Theory]
    [InlineData(JobState.Complete, SiteFault.Refused)]
    [InlineData(JobState.Failed, SiteFault.Invalid)]
    [InlineData(JobState.Cancelled, SiteFault.Conflict)]
    [InlineData(JobState.Complete, SiteFault.ServerError)]
    public async Task A_job_that_is_over_there_already_keeps_the_end_that_it_has_there(JobState there, SiteFault fault)
    {
        Over();
        _desk.Site.Has(Job, there);
        _desk.Site.Fault = call => call == $"log {Job}" ? Fault(fault) : null;

        await Outbox.DeliverAsync(Job, Token);

        _desk.Site.Jobs[Job].State.ShouldBe(there);
        _desk.Ledger.Outbox().ShouldBeEmpty();
        (_desk.Remembered().State, _desk.Remembered().Succeeded).ShouldBe((LedgerState.Reported, there == JobState.Complete));
        _desk.LastRow().Cause.ShouldBe($"the site has it as {there.Word()}");
        _desk.Log.Lines.ShouldContain(line => line.Contains("is over", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SiteFault.UnexpectedAnswer)]
    [InlineData(SiteFault.NotAllowed)]
    [InlineData(SiteFault.WrongCredential)]
    public async Task An_answer_to_an_end_that_says_nothing_clear_is_looked_into(SiteFault fault)
    {
        Over();
        _desk.Site.Fault = call =>
        {
            if (call != $"state {Job} failed")
            {
                return null;
            }

            _desk.Site.Has(Job, JobState.Failed);
            return Fault(fault);
        };

        await Outbox.DeliverAsync(Job, Token);

        _desk.Ledger.Outbox().ShouldBeEmpty();
        _desk.LastRow().Cause.ShouldBe("the site has it as failed");
    }

    [Theory]
    [InlineData(SiteFault.UnexpectedAnswer)]
    [InlineData(SiteFault.NotAllowed)]
    [InlineData(SiteFault.Busy)]
    public async Task After_a_line_that_may_have_been_taken_there_is_nothing_to_look_into(SiteFault fault)
    {
        Over();
        _desk.Site.Has(Job, JobState.Failed);
        _desk.Site.Fault = call => call == $"log {Job}" ? Fault(fault) : null;

        await Outbox.DeliverAsync(Job, Token);

        _desk.Site.Calls.ShouldBe([$"log {Job}"]);
        _desk.Ledger.Outbox().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(SiteFault.Busy, false)]
    [InlineData(SiteFault.Unreachable, false)]
    [InlineData(SiteFault.Certificate, true)]
    public async Task An_end_that_the_site_surely_never_got_is_told_later_without_a_look(SiteFault fault, bool neverSent)
    {
        Over();
        _desk.Site.Fault = call => call == $"state {Job} failed" ? new SiteException(fault, "away") { NeverSent = neverSent } : null;

        await Outbox.DeliverAsync(Job, Token);

        _desk.Site.Calls.ShouldBe([$"log {Job}", $"state {Job} failed"]);
        var waits = _desk.Ledger.Outbox().ShouldHaveSingleItem();
        (waits.Content.Kind, waits.Tries, waits.Problem).ShouldBe((MessageKind.State, 1, "away"));
    }

    [Fact]
    public async Task From_pending_a_job_that_failed_is_cancelled_since_the_site_knows_no_other_way()
    {
        Over();
        _desk.Site.Has(Job, JobState.Pending);
        _desk.Site.Fault = call => call == $"state {Job} failed" ? Fault(SiteFault.ServerError) : null;

        await Outbox.DeliverAsync(Job, Token);

        _desk.Site.Calls.ShouldBe([$"log {Job}", $"state {Job} failed", $"get {Job}", $"state {Job} cancelled"]);
        _desk.Site.FailureReasons.ShouldBe([null]);
        _desk.Remembered().State.ShouldBe(LedgerState.Reported);
        _desk.Ledger.Outbox().ShouldBeEmpty();
    }

    [Fact]
    public async Task From_pending_a_cancellation_or_a_line_that_is_refused_cancels_nothing()
    {
        Over(messages: [MessageDraft.Log("why"), MessageDraft.State(JobState.Cancelled)]);
        _desk.Site.Has(Job, JobState.Pending);
        _desk.Site.Fault = call => call.StartsWith("get", StringComparison.Ordinal) ? null : Fault(SiteFault.Refused);

        await Outbox.DeliverAsync(Job, Token);

        _desk.Site.Calls.ShouldBe([$"log {Job}", $"get {Job}", $"state {Job} cancelled", $"get {Job}"]);
        _desk.LastRow().Cause.ShouldBe("the site refused for good: the job is cancelled");
    }

    [Fact]
    public async Task A_look_that_finds_no_job_settles_it_and_one_that_fails_proves_nothing()
    {
        Over();
        Over(id: Other);
        _desk.Site.Has(Other, JobState.Failed);
        _desk.Site.Fault = call => call == $"get {Job}" ? Fault(SiteFault.NotFound) : call == $"get {Other}" ? Fault(SiteFault.Unreachable) : Fault(SiteFault.Refused);

        await Outbox.DeliverAsync(Token);

        _desk.LastRow().Cause.ShouldBe("the site no longer has the job");
        _desk.Ledger.Outbox(Job).ShouldBeEmpty();
        _desk.Ledger.Outbox(Other)[0].Problem.ShouldBe("The site said Unreachable.");
        _desk.Remembered(Other).State.ShouldBe(LedgerState.Ended);
    }

    [Fact]
    public async Task Tries_in_vain_are_further_and_further_apart_up_to_five_minutes_and_no_earlier_than_due()
    {
        Over();
        _desk.Site.Fault = _ => Fault(SiteFault.Busy);
        var apart = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            await Outbox.DeliverAsync(Job, Token);
            await Outbox.DeliverAsync(Token);
            var waits = _desk.Ledger.Outbox(Job)[0];
            waits.Tries.ShouldBe(i + 1);
            apart.Add((waits.NextAt - _desk.Now).TotalSeconds);
            _desk.Time.Advance(waits.NextAt - _desk.Now);
        }

        apart.ShouldBe([5, 10, 20, 40, 80, 160, 300, 300, 300]);
        _desk.Log.Warnings.Count.ShouldBe(9);
        _desk.Log.Warnings[0].ShouldBe($"The site could not be told of job {Job} and will be told again: The site said Busy.");
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(40, 40)]
    public async Task A_site_that_asks_to_wait_is_given_the_time(int asked, int waits)
    {
        Over();
        _desk.Site.Fault = _ => new(SiteFault.Busy, "busy") { RetryAfter = TimeSpan.FromSeconds(asked) };

        await Outbox.DeliverAsync(Token);

        (_desk.Ledger.Outbox(Job)[0].NextAt - _desk.Now).ShouldBe(TimeSpan.FromSeconds(waits));
    }

    [Fact]
    public async Task A_site_that_is_away_altogether_is_not_asked_once_for_each_of_many_jobs()
    {
        var jobs = Many(20);
        _desk.Site.Fault = _ => Fault(SiteFault.Unreachable);

        await Outbox.DeliverAsync(Token);
        _desk.Site.Calls.ShouldBe(jobs.Take(8).Select(job => $"log {job}"));

        _desk.Site.Calls.Clear();
        _desk.Site.Fault = _ => null;
        await Outbox.DeliverAsync(Token);
        jobs.Skip(8).ShouldAllBe(job => _desk.Remembered(job).State == LedgerState.Reported);
        jobs.Take(8).ShouldAllBe(job => _desk.Remembered(job).State == LedgerState.Ended, "they are not due yet");
    }

    [Fact]
    public async Task One_job_that_the_site_does_not_take_stops_no_other()
    {
        var jobs = Many(10);
        _desk.Site.Fault = call => call.EndsWith(jobs[3], StringComparison.Ordinal) ? Fault(SiteFault.Busy) : null;

        await Outbox.DeliverAsync(Token);

        jobs.Where((_, i) => i != 3).ShouldAllBe(job => _desk.Remembered(job).State == LedgerState.Reported);
        _desk.Ledger.Outbox().ShouldAllBe(message => message.JobId == jobs[3]);
    }

    [Fact]
    public async Task Of_one_job_what_is_not_due_waits_and_what_is_overdue_goes()
    {
        Over();
        _desk.Site.Fault = _ => Fault(SiteFault.Busy);
        await Outbox.DeliverAsync(Job, Token);
        await Outbox.DeliverAsync(Job, Token);
        _desk.Site.Calls.Count.ShouldBe(1);

        _desk.Site.Fault = _ => null;
        _desk.Time.Advance(TimeSpan.FromHours(1));
        await Outbox.DeliverAsync(Job, Token);

        _desk.Remembered().State.ShouldBe(LedgerState.Reported);
    }

    [Fact]
    public async Task A_job_is_not_said_to_be_over_before_the_site_has_its_end()
    {
        Over();
        _desk.Site.Fault = call => call.StartsWith("state", StringComparison.Ordinal) ? Fault(SiteFault.Busy) : null;

        await Outbox.DeliverAsync(Job, Token);

        _desk.Log.Lines.ShouldNotContain(line => line.Contains("is over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_one_job_nothing_of_another_is_sent()
    {
        Over();
        Over(id: Other);

        await Outbox.DeliverAsync(Other, Token);

        _desk.Site.Calls.ShouldBe([$"log {Other}", $"state {Other} failed"]);
    }

    public void Dispose() => _desk.Dispose();

    private List<string> Many(int count)
    {
        var jobs = Enumerable.Range(1, count).Select(i => $"{i:x24}").ToList();
        jobs.ForEach(job => Over(id: job));
        return jobs;
    }

    private void Over(LedgerState state = LedgerState.Ended, string id = Job, IReadOnlyList<MessageDraft>? messages = null)
    {
        var entry = _desk.Has(LedgerState.Running, id: id);
        _desk.Ledger.Write(new LedgerChange(entry with { State = state, Succeeded = false, Reason = "It failed." }, "over")
        {
            Messages = messages ?? [MessageDraft.Log("why"), MessageDraft.State(JobState.Failed, "hpc_failure")],
        });
        _desk.Site.Has(id, JobState.Running);
    }
}
