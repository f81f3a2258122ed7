using HpcClient.Casting.Ledger;
using HpcClient.Casting.Sweeping;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling.Submission;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.SweepSteps;

/// <summary>Jobs that the site hands out one by one: none more than we may hold, and none that is not ours.</summary>
public sealed class ClaimedJobsTests : IDisposable
{
    private readonly CastingDesk _desk = new();

    public ClaimedJobsTests() => _desk.Settings = _desk.Settings with { ClaimJobs = true, UseHoldEngine = false };

    [Fact]
    public async Task Jobs_are_claimed_until_none_waits_and_each_is_in_the_ledger_first()
    {
        Offers(Job);
        Offers(Other);

        (await SweepAsync()).ShouldBe(new SweepReport { Launched = 2 });

        _desk.Site.Calls.ShouldBe(["claim", "claim", "claim"]);
        _desk.Site.Asked!.Tags.ShouldBe(["hpc"]);
        _desk.Ledger.History(Job)[0].ShouldBe(new(Job, _desk.Now, null, LedgerState.Admitted, "claimed at the site: it runs there from now on", ""));
        _desk.Remembered().Gear.ShouldBe("tester 1.0.0");
    }

    [Theory]
    [InlineData(ApiGeneration.Core2018, false, "claim")]
    [InlineData(ApiGeneration.Current, true, "claim")]
    [InlineData(ApiGeneration.Current, false, "list pending")]
    public async Task Jobs_are_claimed_on_a_site_of_2018_and_where_the_settings_say_so(ApiGeneration generation, bool claims, string call)
    {
        _desk.Site.Generation = generation;
        _desk.Settings = _desk.Settings with { ClaimJobs = claims };

        await SweepAsync();

        _desk.Site.Calls.ShouldBe([call]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public async Task With_those_that_are_here_no_more_are_claimed_than_the_settings_allow(int most, int launched)
    {
        _desk.Settings = _desk.Settings with { MaxClaimedJobs = most };
        _desk.Has(LedgerState.Ended, id: "64b5bce63a26373568590004");
        if (launched == 2)
        {
            _desk.Has(LedgerState.Queued, entry => entry with { SchedulerJobId = "7" }, "64b5bce63a26373568590005");
            _desk.Scheduler.QueueAnswers = false;
        }

        Offers(Job);
        Offers(Other);
        Offers("64b5bce63a26373568590003");

        (await SweepAsync()).Launched.ShouldBe(launched);

        _desk.Site.Waiting.Count.ShouldBe(3 - launched);
        _desk.Log.Lines.ShouldNotContain(line => line.Contains("max_claimed_jobs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_enough_are_here_none_is_claimed_and_the_key_is_named()
    {
        _desk.Settings = _desk.Settings with { MaxClaimedJobs = 2 };
        _desk.Has(LedgerState.Queued, entry => entry with { SchedulerJobId = "7" }, Other);
        _desk.Has(LedgerState.Admitted, id: "64b5bce63a26373568590003");
        _desk.Site.Has("64b5bce63a26373568590003", JobState.Pending);
        _desk.Scheduler.QueueAnswers = false;
        Offers(Job);

        await SweepAsync();

        _desk.Site.Calls.ShouldNotContain("claim");
        _desk.Log.Lines.ShouldContain("No job is claimed: 2 are here already (max_claimed_jobs).");
    }

    [Theory]
    [InlineData("../../etc/passwd", "hpc")]
    [InlineData(Job, "other")]
    public async Task A_job_that_is_not_ours_is_left_alone_and_none_behind_it_is_claimed(string id, string tag)
    {
        _desk.Site.Waiting.Enqueue(new() { IdField = id, StateWord = "pending", Tags = [tag] });
        Offers(Other);

        (await SweepAsync()).ShouldBe(new SweepReport());

        _desk.Ledger.Unfinished().ShouldBeEmpty();
        _desk.Log.Warnings.ShouldHaveSingleItem().ShouldStartWith($"The site handed out job '{id}', which is not one of ours.");
        _desk.Site.Waiting.Count.ShouldBe(1);
    }

    [Fact]
    public async Task With_a_filter_tag_a_job_is_looked_at_before_it_is_claimed()
    {
        _desk.Settings = _desk.Settings with { FilterTags = ["cluster-a", "big"] };
        Offers(Job, "cluster-a", "big");
        Offers(Other, "cluster-a");

        (await SweepAsync()).Launched.ShouldBe(1);

        _desk.Site.Calls.ShouldBe(["peek", "claim", "peek"]);
        _desk.Log.Warnings.ShouldHaveSingleItem().ShouldStartWith($"Job '{Other}' waits before all others that have the tag 'cluster-a' and is not one of ours by cast.yml");
    }

    [Fact]
    public async Task A_job_without_an_id_that_is_looked_at_is_not_claimed()
    {
        _desk.Settings = _desk.Settings with { FilterTags = ["cluster-a"] };
        Offers("x", "cluster-a");

        await SweepAsync();

        _desk.Site.Calls.ShouldBe(["peek"]);
    }

    [Fact]
    public async Task On_a_site_of_2018_a_dry_run_looks_at_the_first_and_claims_none()
    {
        _desk.Site.Generation = ApiGeneration.Core2018;
        _desk.Settings = _desk.Settings with { DryRun = true };
        Offers(Job);
        Offers(Other);

        (await SweepAsync()).Launched.ShouldBe(1);

        _desk.Site.Calls.ShouldBe(["peek"]);
        _desk.Ledger.Find(Job).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_claimed_and_not_submitted_goes_first_with_the_next_sweep_and_nothing_is_asked_of_the_site_twice()
    {
        Offers(Job);
        _desk.Scheduler.OnSubmit = _ => new SubmissionResult.Refused("no", WorthRetrying: true);
        await SweepAsync();
        _desk.Remembered().State.ShouldBe(LedgerState.Admitted);
        _desk.Scheduler.OnSubmit = _ => new SubmissionResult.Accepted("1");
        Offers(Other);

        (await SweepAsync()).ShouldBe(new SweepReport { Launched = 2 });

        _desk.Scheduler.Submitted.Select(intent => intent.JobName).ShouldBe([$"fw-{Job}", $"fw-{Job}", $"fw-{Other}"]);
    }

    [Theory]
    [InlineData(LedgerState.Submitted)]
    [InlineData(LedgerState.Reported)]
    public async Task A_job_that_the_site_hands_out_a_second_time_is_not_begun_anew(LedgerState state)
    {
        _desk.Submitted(state: state);
        _desk.Scheduler.QueueAnswers = false;
        Offers(Job);

        (await SweepAsync()).ShouldBe(new SweepReport { Skipped = 1 });

        _desk.Remembered().State.ShouldBe(state);
        _desk.Scheduler.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_site_of_2018_jobs_to_be_submitted_again_are_asked_for_whatever_is_said_of_a_hold_engine()
    {
        _desk.Site.Generation = ApiGeneration.Core2018;
        _desk.Settings = _desk.Settings with { UseHoldEngine = true };
        _desk.Has(LedgerState.Admitted);
        _desk.Site.Has(Job, JobState.Running);

        (await SweepAsync()).Launched.ShouldBe(1);
    }

    [Fact]
    public async Task A_retry_that_was_claimed_waits_for_its_earlier_self_and_says_so_once()
    {
        _desk.Submitted(state: LedgerState.Running, id: Other);
        _desk.Scheduler.QueueAnswers = false;
        _desk.Site.Has(Other, JobState.Failed);
        _desk.Site.Waiting.Enqueue(new() { IdField = Job, StateWord = "pending", Tags = ["hpc"], PreviousJobId = Other });

        await SweepAsync();
        await SweepAsync();

        _desk.Scheduler.Submitted.ShouldBeEmpty();
        _desk.Scheduler.Cancelled.ShouldBe(["7"]);
        _desk.Site.Logged.Count(line => line.Contains("waits until its earlier attempt", StringComparison.Ordinal)).ShouldBe(1);
    }

    public void Dispose() => _desk.Dispose();

    private Task<SweepReport> SweepAsync() => new Sweep(_desk.Parts).RunAsync(Token);

    private void Offers(string id, params string[] tags) => _desk.Site.Waiting.Enqueue(
        new() { IdField = id, StateWord = "pending", Tags = ["hpc", .. tags], GearInfo = new() { Name = "tester", Version = "1.0.0" } });
}
