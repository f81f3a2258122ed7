using System.Net;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Sweeping;
using HpcClient.EmbeddedSite;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>Sweeps on a site of 2018, which lists no jobs: they are claimed one by one.</summary>
public sealed class ClaimTests
{
    private static Task<CastingSite> StartAsync() => CastingSite.StartAsync(SiteGeneration.Core2018);

    [Fact]
    public async Task Jobs_are_claimed_noted_and_submitted_and_nothing_is_listed()
    {
        await using var site = await StartAsync();
        var first = await site.AddJobAsync();
        var second = await site.AddJobAsync();

        (await site.SweepAsync()).Launched.ShouldBe(2);

        site.Scheduler.Submitted.Select(s => s.JobName).ShouldBe([$"fw-{first}", $"fw-{second}"]);
        (await site.StateAsync(first)).ShouldBe("running");
        site.Remembered(first)!.Gear.ShouldBe("tester 1.0.0");
        site.Proxy.Calls.ShouldNotContain("GET jobs");
        site.Proxy.Calls.Count(call => call.StartsWith("GET gears/", StringComparison.Ordinal)).ShouldBe(1, "each gear is looked up once");
        (await site.SweepAsync()).Launched.ShouldBe(0);
    }

    [Fact]
    public async Task A_claimed_job_is_in_the_ledger_before_anything_else_can_fail()
    {
        await using var site = await StartAsync();
        var job = await site.AddJobAsync();
        LedgerState? noted = null;
        site.Proxy.Instead = call =>
        {
            if (!call.StartsWith("GET gears/", StringComparison.Ordinal))
            {
                return null;
            }

            noted = site.Remembered(job)?.State;
            return HttpStatusCode.Forbidden;
        };

        (await site.SweepAsync()).Launched.ShouldBe(1);

        noted.ShouldBe(LedgerState.Admitted);
        site.Log.Warnings.ShouldContain(line => line.Contains("could not be looked up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_claim_whose_answer_is_lost_is_not_repeated_and_its_job_is_left_to_the_site()
    {
        await using var site = await StartAsync();
        var job = await site.AddJobAsync();
        site.Proxy.Rewrite = (call, answer) => call == "GET jobs/next" ? "<html>" : answer;

        (await site.SweepAsync()).Problem!.Kind.ShouldBe(SweepProblemKind.Site);
        site.Proxy.Calls.Count(call => call == "GET jobs/next").ShouldBe(1);
        site.Proxy.Rewrite = (_, answer) => answer;
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.SweepAsync();

        (await site.StateAsync(job)).ShouldBe("running");
        site.Remembered(job).ShouldBeNull();
        site.Scheduler.Submitted.ShouldBeEmpty();
        site.Proxy.Calls.ShouldNotContain($"PUT jobs/{job}", "a heartbeat would keep it from the site's orphan scan");
        var again = await site.FailAndRetryAsync(job);
        (await site.SweepAsync()).Launched.ShouldBe(1);
        site.Scheduler.Submitted.ShouldHaveSingleItem().JobName.ShouldBe($"fw-{again}");
    }

    [Fact]
    public async Task With_a_closed_door_at_the_scheduler_few_are_claimed_and_they_go_first_when_it_opens()
    {
        await using var site = await StartAsync();
        var jobs = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            jobs.Add(await site.AddJobAsync());
        }

        site.Scheduler.OnSubmit = _ => new SubmissionResult.Refused("The Slurm controller does not answer.", WorthRetrying: true);
        await site.SweepAsync();
        await site.SweepAsync();
        var claimed = jobs.Count(job => site.Remembered(job) is not null);
        site.Scheduler.OnSubmit = _ => new SubmissionResult.Accepted("1");
        site.Scheduler.Submitted.Clear();
        (await site.SweepAsync()).Launched.ShouldBe(20);

        claimed.ShouldBe(8, "one batch");
        site.Scheduler.Submitted.Select(s => s.JobName).ShouldBe(jobs.Select(job => $"fw-{job}"));
    }

    [Fact]
    public async Task No_more_are_held_than_the_settings_allow()
    {
        await using var site = await StartAsync();
        site.Settings = site.Settings with { MaxClaimedJobs = 2 };
        for (var i = 0; i < 3; i++)
        {
            await site.AddJobAsync();
        }

        (await site.SweepAsync()).Launched.ShouldBe(2);
        (await site.SweepAsync()).Launched.ShouldBe(0);

        site.Log.Lines.ShouldContain(line => line.Contains("max_claimed_jobs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_only_looks()
    {
        await using var site = await StartAsync();
        site.Settings = site.Settings with { DryRun = true };
        var job = await site.AddJobAsync();

        (await site.SweepAsync()).Launched.ShouldBe(1);

        (await site.StateAsync(job)).ShouldBe("pending");
        site.Remembered(job).ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_claimed_while_nobody_could_be_admitted()
    {
        await using var site = await StartAsync();
        site.Settings = site.Settings with { GroupWhitelist = true };
        var job = await site.AddJobAsync();

        (await site.SweepAsync()).Problem!.Kind.ShouldBe(SweepProblemKind.Settings);

        (await site.StateAsync(job)).ShouldBe("pending");
    }

    [Fact]
    public async Task Jobs_of_listed_gears_are_asked_for_by_the_tag_that_the_site_gives_them()
    {
        await using var site = await StartAsync();
        site.Settings = site.Settings with { CastOnTag = false, CastGearWhitelist = ["other", "tester"] };
        await site.AddJobAsync();

        (await site.SweepAsync()).Launched.ShouldBe(1);
    }

    [Fact]
    public async Task Of_jobs_with_a_filter_tag_only_ours_are_claimed_and_what_blocks_them_is_named()
    {
        await using var site = await StartAsync();
        site.Settings = site.Settings with { FilterTags = ["cluster-a", "big"] };
        await site.AddJobAsync("cluster-b");
        var ours = await site.AddJobAsync("big", "cluster-a");
        var foreign = await site.AddJobAsync("cluster-a");
        var behind = await site.AddJobAsync("cluster-a", "big");

        (await site.SweepAsync()).Launched.ShouldBe(1);

        site.Scheduler.Submitted.ShouldHaveSingleItem().JobName.ShouldBe($"fw-{ours}");
        (await site.StateAsync(foreign)).ShouldBe("pending");
        (await site.StateAsync(behind)).ShouldBe("pending");
        site.Log.Warnings.ShouldHaveSingleItem().ShouldContain($"Job '{foreign}' waits before all others that have the tag 'cluster-a'");
    }

    [Fact]
    public async Task A_job_of_others_that_the_site_hands_out_after_all_is_left_alone()
    {
        await using var site = await StartAsync();
        var job = await site.AddJobAsync();
        site.Proxy.Rewrite = (call, answer) => call == "GET jobs/next" ? answer.Replace("\"hpc\"", "\"other\"", StringComparison.Ordinal) : answer;

        (await site.SweepAsync()).Launched.ShouldBe(0);

        site.Remembered(job).ShouldBeNull();
        site.Log.Warnings.ShouldHaveSingleItem().ShouldContain("which is not one of ours");
    }

    [Fact]
    public async Task A_job_that_waits_in_the_queue_is_kept_alive_and_taken_back_when_the_site_cancels_it()
    {
        await using var site = await StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(job, SchedulerPhase.Queued));

        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.SweepAsync();
        site.Proxy.Calls.ShouldContain($"PUT jobs/{job}", "the heartbeat of 2018");
        await site.CancelAsync(job);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.SweepAsync();

        site.Scheduler.Cancelled.ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_job_that_cannot_run_is_failed_with_the_reason()
    {
        await using var site = await StartAsync();
        var job = await site.AddJobAsync("ram=lots");

        (await site.SweepAsync()).Rejected.ShouldBe(1);

        (await site.StateAsync(job)).ShouldBe("failed");
        (await site.LogAsync(job)).ShouldContain("ram=lots");
    }

    [Fact]
    public async Task A_retry_waits_for_its_earlier_self_and_says_so_once()
    {
        await using var site = await StartAsync();
        var earlier = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(Seen(earlier, SchedulerPhase.Running));
        await site.SweepAsync();
        var again = await site.FailAndRetryAsync(earlier);

        await site.SweepAsync();
        await site.SweepAsync();

        site.Scheduler.Submitted.ShouldHaveSingleItem();
        (await site.LogAsync(again)).Split('\n').Count(line => line.Contains("waits until its earlier attempt", StringComparison.Ordinal)).ShouldBe(1);
        site.Scheduler.Queue[0] = site.Scheduler.Queue[0] with { Phase = SchedulerPhase.Ended, Cause = EndCause.Cancelled };
        await site.SweepAsync();
        site.Scheduler.Submitted[^1].JobName.ShouldBe($"fw-{again}");
    }

    private static Observation Seen(string job, SchedulerPhase phase) => new()
    {
        SchedulerJobId = "1",
        JobName = $"fw-{job}",
        Phase = phase,
        RawState = phase.ToString(),
        Witness = "queue",
    };
}
