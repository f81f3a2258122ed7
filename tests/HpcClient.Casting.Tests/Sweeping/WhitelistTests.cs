using HpcClient.Casting.Sweeping;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>Only members of the site's group may run, where the settings ask for that.</summary>
public sealed class WhitelistTests
{
    [Fact]
    public async Task A_user_who_is_not_white_listed_reads_why_and_whom_to_ask()
    {
        await using var site = await CastingSite.StartAsync();
        await site.MakeWhitelistAsync("somebody@example.org");
        var job = await site.AddJobAsync();
        site.Settings = site.Settings with { GroupWhitelist = true };

        (await site.SweepAsync()).Rejected.ShouldBe(1);

        (await site.StateAsync(job)).ShouldBe("cancelled");
        (await site.LogAsync(job)).ShouldContain("hpc@example.org");
        site.Proxy.Bodies.Where(call => call.Call.Contains(job, StringComparison.Ordinal)).Select(call => call.Call)
            .ShouldBe([$"POST jobs/{job}/logs", $"PUT jobs/{job}"], "the reason stands in the log before the job is over");
        site.Proxy.Bodies.Single(call => call.Call == $"PUT jobs/{job}").Body.ShouldBe("{\"state\":\"cancelled\"}");
    }

    [Fact]
    public async Task The_group_may_have_another_name()
    {
        await using var site = await CastingSite.StartAsync();
        await site.MakeGroupAsync("cluster-users", "admin@example.org");
        await site.AddJobAsync();
        site.Settings = site.Settings with { GroupWhitelist = true, WhitelistGroup = "cluster-users" };

        (await site.SweepAsync()).Launched.ShouldBe(1);
    }

    [Fact]
    public async Task An_empty_group_refuses_everybody_and_the_admin_is_warned()
    {
        await using var site = await CastingSite.StartAsync();
        await site.MakeWhitelistAsync();
        await site.AddJobAsync();
        site.Settings = site.Settings with { GroupWhitelist = true };

        (await site.SweepAsync()).Rejected.ShouldBe(1);

        site.Log.Warnings[0].ShouldContain("'hpc-whitelist' has no members");
    }

    [Fact]
    public async Task A_white_listed_user_may_run()
    {
        await using var site = await CastingSite.StartAsync();
        await site.MakeWhitelistAsync("admin@example.org");
        await site.AddJobAsync();
        site.Settings = site.Settings with { GroupWhitelist = true };

        (await site.SweepAsync()).Launched.ShouldBe(1);
    }

    [Fact]
    public async Task Without_the_whitelist_group_nothing_is_swept_and_the_admin_hears_why()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        site.Settings = site.Settings with { GroupWhitelist = true };

        var report = await site.SweepAsync();

        report.Problem!.Kind.ShouldBe(SweepProblemKind.Settings);
        report.Problem.Sentence.ShouldContain("'hpc-whitelist'");
        report.Problem.Sentence.ShouldContain("whitelist_group");
        (await site.StateAsync(job)).ShouldBe("running");
    }
}
