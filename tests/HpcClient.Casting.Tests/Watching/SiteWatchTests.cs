using HpcClient.Casting.Ledger;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.Watching;

/// <summary>For which jobs we speak at the site, and when.</summary>
public sealed class SiteWatchTests : IDisposable
{
    private readonly CastingDesk _desk = new();
    private readonly SitePresence _presence = new();

    public SiteWatchTests() => _desk.Site.Has(Job, JobState.Running);

    [Theory]
    [InlineData(LedgerState.Seen, false)]
    [InlineData(LedgerState.Admitted, true)]
    [InlineData(LedgerState.Refused, false)]
    [InlineData(LedgerState.Intended, true)]
    [InlineData(LedgerState.Submitted, true)]
    [InlineData(LedgerState.Queued, true)]
    [InlineData(LedgerState.Running, true)]
    [InlineData(LedgerState.Ended, false)]
    [InlineData(LedgerState.Lost, false)]
    [InlineData(LedgerState.Reported, false)]
    [InlineData(LedgerState.Superseded, false)]
    public async Task We_speak_for_jobs_that_are_under_way_here(LedgerState state, bool speaks)
    {
        _desk.Has(state);
        Lists(silentFor: 300);

        await LookAsync();

        _desk.Site.Calls.ShouldBe(speaks ? [$"heartbeat {Job}"] : []);
        _desk.Remembered().HeartbeatAt.ShouldBe(speaks ? _desk.Now : null);
    }

    [Theory]
    [InlineData(29, 0, false)]
    [InlineData(30, 0, true)]
    [InlineData(29, 1, true)]
    [InlineData(30, -1, false)]
    public async Task A_job_is_silent_after_half_a_minute_by_the_site_s_clock(int seconds, int siteIsAhead, bool speaks)
    {
        _desk.Submitted();
        _desk.Site.ClockOffset = TimeSpan.FromSeconds(siteIsAhead);
        Lists(silentFor: seconds);

        await LookAsync();

        _desk.Site.Calls.Count.ShouldBe(speaks ? 1 : 0);
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(0, false)]
    [InlineData(-1, true)]
    public async Task We_do_not_speak_again_within_half_a_minute_unless_the_clock_was_set_back(int secondsSinceOurs, bool speaks)
    {
        Spoke(secondsSinceOurs);
        Lists(silentFor: 300);

        await LookAsync();

        _desk.Site.Calls.Count.ShouldBe(speaks ? 1 : 0);
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public async Task Where_the_list_does_not_tell_the_last_sign_ours_is_what_counts(int secondsSinceOurs, bool speaks)
    {
        Spoke(secondsSinceOurs);
        Lists(silentFor: null);

        await LookAsync();

        _desk.Site.Calls.Count.ShouldBe(speaks ? 1 : 0);
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public async Task A_job_that_we_never_spoke_for_has_been_silent_since_we_know_it(int seconds, bool speaks)
    {
        var entry = _desk.Submitted();
        _desk.Time.Advance(entry.CreatedAt.AddSeconds(seconds) - _desk.Now);
        Lists(silentFor: null);

        await LookAsync();

        _desk.Site.Calls.Count.ShouldBe(speaks ? 1 : 0);
    }

    [Theory]
    [InlineData(LedgerState.Queued, 30, true)]
    [InlineData(LedgerState.Queued, 29, false)]
    [InlineData(LedgerState.Admitted, 30, true)]
    [InlineData(LedgerState.Running, 300, false)]
    public async Task Where_no_list_tells_anything_waiting_jobs_need_us_and_running_ones_have_their_engine(LedgerState state, int secondsSinceOurs, bool speaks)
    {
        Spoke(secondsSinceOurs, state);

        await LookAsync();

        _desk.Site.Calls.ShouldBe(speaks ? [$"heartbeat {Job}"] : []);
    }

    [Theory]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Pending)]
    public async Task A_job_without_its_tag_is_missed_in_the_list_and_kept_alive(JobState state)
    {
        Spoke(1, LedgerState.Running);
        _desk.Site.Has(Job, state);
        _presence.IsWhole = true;

        await LookAsync();

        _desk.Site.Calls.ShouldBe([$"get {Job}", $"heartbeat {Job}"]);
        _desk.Scheduler.Cancelled.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_that_is_missed_in_the_list_and_over_there_is_taken_back_and_that_stays_written()
    {
        _desk.Submitted(state: LedgerState.Running);
        _desk.Site.Has(Job, JobState.Cancelled);
        _presence.IsWhole = true;

        await LookAsync();

        _desk.Site.Calls.ShouldBe([$"get {Job}"]);
        _desk.Scheduler.Cancelled.ShouldBe(["7"]);
        (_desk.Remembered().CancelledAt, _desk.Remembered().HeartbeatAt).ShouldBe((_desk.Now, null));
    }

    [Fact]
    public async Task A_job_that_its_engine_is_ending_is_left_alone_and_asked_for_again_later()
    {
        _desk.Submitted(state: LedgerState.Running);
        _desk.Site.Has(Job, JobState.Complete);
        _presence.IsWhole = true;

        await LookAsync();

        _desk.Scheduler.Cancelled.ShouldBeEmpty();
        _desk.Remembered().HeartbeatAt.ShouldBe(_desk.Now);
    }

    [Fact]
    public async Task A_job_that_the_site_no_longer_has_is_taken_back()
    {
        _desk.Submitted(state: LedgerState.Running);
        _desk.Site.Jobs.Clear();
        _presence.IsWhole = true;

        await LookAsync();

        _desk.Scheduler.Cancelled.ShouldBe(["7"]);
        _desk.LastRow().Cause.ShouldStartWith("the site has it as cancelled");
    }

    [Fact]
    public async Task A_heartbeat_that_is_refused_means_that_the_job_is_over_which_is_looked_up()
    {
        Spoke(60);
        _desk.Site.Has(Job, JobState.Cancelled);
        _desk.Site.Fault = call => call == $"heartbeat {Job}" ? Fault(SiteFault.Refused) : null;

        await LookAsync();

        _desk.Site.Calls.ShouldBe([$"heartbeat {Job}", $"get {Job}"]);
        _desk.Scheduler.Cancelled.ShouldBe(["7"]);
    }

    [Fact]
    public async Task A_heartbeat_that_is_refused_proves_nothing_where_the_job_cannot_be_looked_up()
    {
        Spoke(60);
        _desk.Site.Fault = call => call == $"heartbeat {Job}" ? Fault(SiteFault.Refused) : Fault(SiteFault.Busy);

        await LookAsync();

        _desk.Scheduler.Cancelled.ShouldBeEmpty();
        _desk.Remembered().CancelledAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_heartbeat_that_does_not_arrive_is_told_and_stops_no_other()
    {
        Spoke(60);
        _desk.Submitted("8", LedgerState.Queued, id: Other);
        _desk.Time.Advance(TimeSpan.FromMinutes(1));
        _desk.Site.Fault = call => call == $"heartbeat {Job}" ? Fault(SiteFault.Busy) : null;

        await LookAsync();

        _desk.Site.Calls.ShouldBe([$"heartbeat {Job}", $"heartbeat {Other}"]);
        _desk.Log.Warnings.ShouldBe([$"No heartbeat could be sent for job {Job}: The site said Busy."]);
    }

    [Fact]
    public async Task Nobody_speaks_for_a_job_that_is_being_cancelled_and_it_is_cancelled_again()
    {
        _desk.Submitted(change: entry => entry with { CancelledAt = _desk.Now.AddMinutes(-5) });
        Lists(silentFor: 300);

        await LookAsync();

        _desk.Site.Calls.ShouldBeEmpty();
        _desk.Scheduler.Cancelled.ShouldBe(["7"]);
    }

    [Fact]
    public async Task Many_jobs_are_all_looked_after()
    {
        var jobs = Enumerable.Range(1, 20).Select(i => $"{i:x24}").ToList();
        jobs.ForEach(job => _desk.Has(LedgerState.Queued, id: job));
        _desk.Time.Advance(TimeSpan.FromMinutes(1));

        await LookAsync();

        _desk.Site.Calls.ShouldBe(jobs.Select(job => $"heartbeat {job}"));
        jobs.ShouldAllBe(job => _desk.Remembered(job).HeartbeatAt == _desk.Now);
    }

    public void Dispose() => _desk.Dispose();

    private Task LookAsync() => new SiteWatch(_desk.Site, _desk.Ledger, _desk.Parts.TakeBack, _desk.Context).LookAsync(_presence, Token);

    // The ledger's clock goes on while a job is written, so that the last heartbeat is set from the present.
    private void Spoke(int secondsAgo, LedgerState state = LedgerState.Submitted)
    {
        var entry = _desk.Submitted(state: state);
        _desk.Ledger.Note(entry with { HeartbeatAt = _desk.Now.AddSeconds(-secondsAgo) });
    }

    private void Lists(int? silentFor) =>
        _presence.Add(new() { IdField = Job, StateWord = "running", Modified = silentFor is { } seconds ? _desk.Now.AddSeconds(-seconds) : null });
}
