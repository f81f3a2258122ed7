using System.Net;
using HpcClient.Casting.Planning.Priorities;
using HpcClient.Casting.Sweeping;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Submission;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>The way of the site's priority to the scheduler, and what it costs the site. The embedded site's list leaves priorities out.</summary>
public sealed class PriorityTests
{
    private static readonly Dictionary<string, int> Map = new() { ["low"] = 1, ["medium"] = 10, ["high"] = 100, ["critical"] = 1000 };

    [Fact]
    public async Task While_priorities_are_not_mapped_no_job_is_read_by_itself()
    {
        await using var site = await CastingSite.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await site.AddJobAsync();
        }

        (await site.SweepAsync()).Launched.ShouldBe(20);

        JobReads(site).ShouldBe(0);
    }

    [Fact]
    public async Task Where_the_list_lacks_them_each_new_job_is_read_once_and_a_few_at_a_time()
    {
        await using var site = await CastingSite.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await site.AddJobAsync("high", []);
        }

        Mapped(site, PriorityAs.Priority);
        site.Proxy.Gather = PriorityReads.Concurrency + 1;

        (await site.SweepAsync()).Launched.ShouldBe(20);

        JobReads(site).ShouldBe(20);
        site.Proxy.MostAtOnce.ShouldBe(PriorityReads.Concurrency);
        site.Scheduler.Submitted.ShouldAllBe(intent => intent.Resources.SchedulerPriority == 100 && File.ReadAllText(intent.ScriptPath).Contains("#SBATCH --priority=100\n"));

        await site.SweepAsync();
        JobReads(site).ShouldBe(20, "known jobs are not read again");
    }

    [Fact]
    public async Task Jobs_that_are_refused_or_were_cast_before_are_not_read()
    {
        await using var site = await CastingSite.StartAsync();
        await site.MakeWhitelistAsync("somebody@example.org");
        await site.AddJobAsync("high", []);
        var old = await site.AddJobAsync("high", []);
        await File.WriteAllTextAsync(site.Folder.ScriptOf(old), "#!/bin/bash\n", TestContext.Current.CancellationToken);
        Mapped(site, PriorityAs.Priority);
        site.Settings = site.Settings with { GroupWhitelist = true };

        (await site.SweepAsync()).ShouldBe(new SweepReport { Rejected = 1, Skipped = 1 });

        JobReads(site).ShouldBe(0);
    }

    [Fact]
    public async Task Words_that_are_not_in_the_map_are_said_once_with_the_number_of_their_jobs()
    {
        await using var site = await CastingSite.StartAsync();
        foreach (var word in (string[])["low", "high", "high", "critical"])
        {
            await site.AddJobAsync(word, []);
        }

        Mapped(site, PriorityAs.Priority);
        site.Settings = site.Settings with { FwPriorityMap = new Dictionary<string, int> { ["low"] = 1 } };

        (await site.SweepAsync()).Launched.ShouldBe(4);

        site.Log.Warnings.ShouldHaveSingleItem().ShouldBe(
            "fw_priority_map in cast.yml has no number for these priorities of the site: 'critical' (1 job), 'high' (2 jobs). The jobs go without a priority. Add the words to fw_priority_map.");
    }

    [Fact]
    public async Task An_ordinary_user_steps_back_by_nice_and_custom_templates_keep_the_number()
    {
        await using var site = await CastingSite.StartAsync();
        await site.AddJobAsync("low", []);
        await site.AddJobAsync("critical", []);
        Mapped(site, PriorityAs.Nice);

        await site.SweepAsync();

        site.Scheduler.Submitted.Select(Directive).ShouldBe(["#SBATCH --nice=999", "#SBATCH --nice=0"]);
        await site.AddJobAsync("low", []);
        site.Settings = site.Settings with { Script = "#!/bin/bash\n#SBATCH --priority={{job.priority}}\n" };
        await site.SweepAsync();
        Directive(site.Scheduler.Submitted[^1]).ShouldBe("#SBATCH --priority=1");

        static string Directive(SubmissionIntent intent) =>
            File.ReadLines(intent.ScriptPath).Single(l => l.Contains("--nice", StringComparison.Ordinal) || l.Contains("--priority", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_whose_priority_may_be_had_later_waits_and_stops_no_other()
    {
        await using var site = await CastingSite.StartAsync();
        var jobs = new[] { await site.AddJobAsync("low", []), await site.AddJobAsync("low", []), await site.AddJobAsync("low", []) };
        Mapped(site, PriorityAs.Priority);
        site.Proxy.Instead = call => call == $"GET jobs/{jobs[1]}" ? HttpStatusCode.ServiceUnavailable : null;

        (await site.SweepAsync()).ShouldBe(new SweepReport { Launched = 2, Waiting = 1 });
        site.Log.Warnings.ShouldHaveSingleItem().ShouldContain("priority of 1 jobs");
        site.Remembered(jobs[1]).ShouldBeNull();
        site.Proxy.Instead = _ => null;

        (await site.SweepAsync()).Launched.ShouldBe(1);
        site.Scheduler.Submitted[^1].Resources.SchedulerPriority.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_whose_priority_the_site_never_tells_goes_without_one()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync("low", []);
        Mapped(site, PriorityAs.Priority);
        site.Proxy.Instead = call => call == $"GET jobs/{job}" ? HttpStatusCode.Forbidden : null;

        (await site.SweepAsync()).Launched.ShouldBe(1);

        site.Scheduler.Submitted.ShouldHaveSingleItem().Resources.SchedulerPriority.ShouldBeNull();
        site.Log.Warnings.ShouldHaveSingleItem().ShouldContain("go without one");
    }

    [Fact]
    public async Task A_site_that_tells_no_priority_at_all_ends_the_sweep_like_a_list_that_cannot_be_read()
    {
        await using var site = await CastingSite.StartAsync();
        await site.AddJobAsync();
        Mapped(site, PriorityAs.Priority);
        site.Proxy.Instead = call => call.StartsWith("GET jobs/", StringComparison.Ordinal) ? HttpStatusCode.ServiceUnavailable : null;

        (await site.SweepAsync()).Problem!.Kind.ShouldBe(SweepProblemKind.Site);

        site.Scheduler.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Numbers_that_do_not_fit_the_scheduler_stop_the_sweep_before_anything_is_submitted()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync("low", []);
        Mapped(site, PriorityAs.Priority);
        site.Settings = site.Settings with { FwPriorityMap = new Dictionary<string, int> { ["low"] = 0 } };

        var report = await site.SweepAsync();

        report.Problem!.Kind.ShouldBe(SweepProblemKind.Settings);
        report.Problem.Sentence.ShouldContain("fw_priority_map");
        site.Scheduler.Submitted.ShouldBeEmpty();
        site.Remembered(job).ShouldBeNull();
    }

    private static int JobReads(CastingSite site) => site.Proxy.Calls.Count(c => c.StartsWith("GET jobs/", StringComparison.Ordinal));

    private static void Mapped(CastingSite site, PriorityAs way)
    {
        site.Settings = site.Settings with { MapJobPriority = true, FwPriorityMap = Map, PriorityAs = way };
        site.PriorityRule = SchedulerRegistry.PriorityRule("slurm", new() { LocalStateFolder = "", ShepherdCommand = [] });
    }
}
