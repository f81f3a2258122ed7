using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Tests.Local;

public sealed class LocalFaultTests
{
    [Fact]
    public async Task A_shepherd_that_cannot_stay_up_is_tried_three_times_and_then_told()
    {
        using var site = new LocalSite(shepherd: ["/bin/bash", "-c", "echo no such gear >&2; exit 1"]);
        var id = await site.Submit(Intents.Of(site.Script("true")));

        var end = await site.Until(id, SchedulerPhase.Ended);

        end.Cause.ShouldBe(EndCause.LaunchFailure);
        end.Reason.ShouldNotBeNull().ShouldContain("no such gear");
    }

    [Fact]
    public async Task A_missing_shepherd_keeps_the_job_queued_and_says_so()
    {
        using var site = new LocalSite(shepherd: ["/nowhere/fw-hpc-client"]);
        var id = await site.Submit(Intents.Of(site.Script("true")));

        var snapshot = await site.Scheduler.ObserveAsync(new() { SchedulerJobIds = [id], Since = default }, default);

        snapshot.Observations.ShouldHaveSingleItem().Phase.ShouldBe(SchedulerPhase.Queued);
        snapshot.Problems.ShouldHaveSingleItem().ShouldContain("/nowhere/fw-hpc-client");
        (await site.Scheduler.CheckAsync(default)).ShouldNotBeNull().ShouldContain("/nowhere/fw-hpc-client");
    }

    [Fact]
    public async Task A_job_whose_shepherd_died_before_it_began_gets_a_new_one()
    {
        using var site = new LocalSite();
        var mark = site.Path_("first");

        // The first shepherd dies at once, the second is the real one.
        var program = Path.Combine(AppContext.BaseDirectory, "HpcClient.Scheduling.TestShepherd");
        var flaky = SchedulerRegistry.Create("local", site.Context with
        {
            ShepherdCommand = ["/bin/bash", "-c", $"[ -e '{mark}' ] || {{ touch '{mark}'; exit 1; }}; exec '{program}' shepherd \"$0\""],
        });
        await flaky.SubmitAsync([Intents.Of(site.Script("exit 5"))], default);

        var end = await Eventually.Get(
            async () => (await flaky.ObserveAsync(new() { SchedulerJobIds = ["1"], Since = default }, default)).Observations.Single(),
            seen => seen.Phase == SchedulerPhase.Ended);

        end.ExitCode.ShouldBe(5);
    }

    [Fact]
    public async Task Many_submitters_at_once_get_distinct_jobs_and_each_runs_once()
    {
        using var site = new LocalSite(cpus: 3);
        var ran = site.Path_("ran");
        var schedulers = Enumerable.Range(0, 12).Select(_ => SchedulerRegistry.Create("local", site.Context));
        await Task.WhenAll(schedulers.Select((scheduler, i) => scheduler.SubmitAsync([Intents.Of(site.Script($"echo {i} >> '{ran}'"))], default)));

        await Eventually.Holds(() => File.Exists(ran) && File.ReadAllLines(ran).Length >= 12);

        File.ReadAllLines(ran).Order().ShouldBe(Enumerable.Range(0, 12).Select(i => $"{i}").Order());
        Directory.GetDirectories(Path.Combine(site.StateFolder, "ended")).Length.ShouldBeLessThanOrEqualTo(12);
    }
}
