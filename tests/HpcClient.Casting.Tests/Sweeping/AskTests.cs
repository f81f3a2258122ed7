using System.Net;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Sweeping;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>Sweeps on a current site whose jobs are claimed with <c>/jobs/ask</c>, since no hold engine keeps others away.</summary>
public sealed class AskTests
{
    private const string Ask = "POST jobs/ask";

    private static async Task<CastingSite> StartAsync()
    {
        var site = await CastingSite.StartAsync(keepsPending: true);
        site.Settings = site.Settings with { ClaimJobs = true, UseHoldEngine = false };
        return site;
    }

    [Fact]
    public async Task Jobs_are_claimed_noted_and_submitted_and_nothing_is_listed()
    {
        await using var site = await StartAsync();
        var first = await site.AddJobAsync();
        var second = await site.AddJobAsync();

        (await site.SweepAsync()).Launched.ShouldBe(2);

        site.Scheduler.Submitted.Select(s => s.JobName).ShouldBe([$"fw-{first}", $"fw-{second}"]);
        (await site.StateAsync(first)).ShouldBe("running");
        site.Proxy.Calls.ShouldNotContain("GET jobs");
        site.Proxy.Calls.Count(call => call == Ask).ShouldBe(3, "two jobs, and none");
        (await site.SweepAsync()).Launched.ShouldBe(0);
        site.Proxy.Calls.ShouldNotContain(call => call.StartsWith("GET jobs/next", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_claim_whose_answer_is_lost_is_not_repeated()
    {
        await using var site = await StartAsync();
        var job = await site.AddJobAsync();
        site.Proxy.Rewrite = (call, answer) => call == Ask ? "<html>" : answer;

        (await site.SweepAsync()).Problem!.Kind.ShouldBe(SweepProblemKind.Site);

        site.Proxy.Calls.Count(call => call == Ask).ShouldBe(1);
        site.Remembered(job).ShouldBeNull();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"jobs":[{},{}]}""")]
    [InlineData("""{"jobs":{}}""")]
    [InlineData("""{"jobs":[7]}""")]
    [InlineData("""{"jobs":[{"_id":7}]}""")]
    public async Task An_answer_that_makes_no_sense_is_told_and_nothing_is_taken(string answer)
    {
        await using var site = await StartAsync();
        await site.AddJobAsync();
        site.Proxy.Rewrite = (call, real) => call == Ask ? answer : real;

        var problem = (await site.SweepAsync()).Problem.ShouldNotBeNull();

        problem.Kind.ShouldBe(SweepProblemKind.Site);
        problem.Sentence.ShouldContain("POST /jobs/ask");
        problem.Sentence.ShouldContain("cannot be used");
        site.Scheduler.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_site_that_hands_out_no_jobs_is_told_with_the_key_to_remove()
    {
        await using var site = await StartAsync();
        var job = await site.AddJobAsync();
        site.Proxy.Instead = call => call == Ask ? HttpStatusCode.NotFound : null;

        var problem = (await site.SweepAsync()).Problem.ShouldNotBeNull();

        problem.Sentence.ShouldContain("/jobs/ask");
        problem.Sentence.ShouldContain("Remove claim_jobs");
        (await site.StateAsync(job)).ShouldBe("pending");
    }

    [Fact]
    public async Task Jobs_of_listed_gears_are_asked_for_by_name()
    {
        await using var site = await StartAsync();
        site.Settings = site.Settings with { CastOnTag = false, CastGearWhitelist = ["other"] };
        var job = await site.AddJobAsync();
        (await site.SweepAsync()).Launched.ShouldBe(0);
        (await site.StateAsync(job)).ShouldBe("pending");

        site.Settings = site.Settings with { CastGearWhitelist = ["other", "tester"] };
        (await site.SweepAsync()).Launched.ShouldBe(1);

        site.Remembered(job)!.State.ShouldBe(LedgerState.Submitted);
    }

    [Fact]
    public async Task Gears_and_a_filter_tag_must_both_fit()
    {
        await using var site = await StartAsync();
        site.Settings = site.Settings with { CastOnTag = false, CastGearWhitelist = ["tester"], FilterTags = ["cluster-a"] };
        var foreign = await site.AddJobAsync("cluster-b");
        var ours = await site.AddJobAsync("cluster-a");

        (await site.SweepAsync()).Launched.ShouldBe(1);

        site.Scheduler.Submitted.ShouldHaveSingleItem().JobName.ShouldBe($"fw-{ours}");
        (await site.StateAsync(foreign)).ShouldBe("pending");
        site.Log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_more_are_held_than_the_settings_allow()
    {
        await using var site = await StartAsync();
        site.Settings = site.Settings with { MaxClaimedJobs = 1 };
        await site.AddJobAsync();
        var second = await site.AddJobAsync();

        (await site.SweepAsync()).Launched.ShouldBe(1);

        (await site.StateAsync(second)).ShouldBe("pending");
    }

    [Fact]
    public async Task A_dry_run_lists_all_that_wait_and_claims_none()
    {
        await using var site = await StartAsync();
        site.Settings = site.Settings with { DryRun = true };
        var first = await site.AddJobAsync();
        await site.AddJobAsync();

        (await site.SweepAsync()).Launched.ShouldBe(2);

        (await site.StateAsync(first)).ShouldBe("pending");
        site.Proxy.Calls.ShouldNotContain(Ask);
    }

    [Fact]
    public async Task What_was_claimed_and_not_submitted_goes_with_a_later_sweep()
    {
        await using var site = await StartAsync();
        var job = await site.AddJobAsync();
        site.Scheduler.OnSubmit = _ => new Scheduling.Submission.SubmissionResult.Refused("The Slurm controller does not answer.", WorthRetrying: true);
        await site.SweepAsync();
        site.Remembered(job)!.State.ShouldBe(LedgerState.Admitted);

        site.Scheduler.OnSubmit = _ => new Scheduling.Submission.SubmissionResult.Accepted("1");
        (await site.SweepAsync()).Launched.ShouldBe(1);

        site.Remembered(job)!.State.ShouldBe(LedgerState.Submitted);
    }
}
