using System.Net;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Jobs;

public sealed class HoldEngineTests
{
    [Fact]
    public async Task Jobs_with_the_tag_become_running_and_others_wait()
    {
        await using var site = await TestSite.StartAsync(options => options with { HoldEngineInterval = TimeSpan.FromSeconds(1) });
        var gear = await site.MakeGearAsync();
        var acquisition = await site.MakeAcquisitionAsync();
        var held = await site.AddJobAsync(gear, acquisition, "hpc");
        var other = await site.AddJobAsync(gear, acquisition, "hpc-not");
        site.Time.Advance(TimeSpan.FromSeconds(1));
        await Until.TrueAsync(async () => (string)(await site.JobAsync(held))["state"]! == "running");
        var job = await site.JobAsync(held);
        job["request"].ShouldNotBeNull();
        job["transitions"]!["running"].ShouldNotBeNull();
        ((string)(await site.JobAsync(other))["state"]!).ShouldBe("pending");
    }

    [Fact]
    public async Task An_engine_asks_and_gets_the_oldest_job_that_it_can_run()
    {
        await using var site = await TestSite.StartAsync();
        var acquisition = await site.MakeAcquisitionAsync();
        await site.AddJobAsync(await site.MakeGearAsync("needy", manifest => manifest["capabilities"] = new JsonArray("networking")), acquisition, "hpc");
        var plain = await site.AddJobAsync(await site.MakeGearAsync(), acquisition, "hpc");
        JsonNode Question(bool peek) => new JsonObject
        {
            ["whitelist"] = new JsonObject { ["tag"] = new JsonArray("hpc") },
            ["blacklist"] = new JsonObject(),
            ["capabilities"] = new JsonArray(),
            ["return"] = new JsonObject { ["jobs"] = 1, ["peek"] = peek, ["states"] = true },
        };
        ((string)(await site.Drone.PostAsync("jobs/ask", Question(true))).Json!["jobs"]![0]!["state"]!).ShouldBe("pending");
        var taken = (await site.Drone.PostAsync("jobs/ask", Question(false))).Json!;
        ((string)taken["jobs"]![0]!["id"]!).ShouldBe(plain);
        (await site.Drone.PostAsync("jobs/ask", Question(false))).Json!["jobs"]!.AsArray().ShouldBeEmpty();
        (await site.Drone.ReadAsync("jobs/next?tags=!hpc")).Status.ShouldBe(HttpStatusCode.BadRequest);
        ((int)(await site.Drone.ReadAsync("jobs/stats")).Json!["states"]!["running"]!).ShouldBe(1);
    }
}
