using System.Net;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Jobs;

public sealed class StateMachineTests
{
    public static TheoryData<string, string, int> Moves()
    {
        string[] states = ["pending", "running", "complete", "failed", "cancelled"];
        var moves = new TheoryData<string, string, int>();
        foreach (var from in states)
        {
            foreach (var to in states)
            {
                moves.Add(from, to, (from, to) switch
                {
                    ("pending", "pending" or "running" or "cancelled") => 200,
                    ("running", "running" or "complete" or "failed" or "cancelled") => 200,
                    ("pending" or "running", _) => 500,
                    _ => 400,
                });
            }
        }

        return moves;
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task A_job_moves_as_documented(string from, string to, int expected)
    {
        await using var site = await TestSite.StartAsync();
        var job = await site.AddJobAsync(await site.MakeGearAsync(), await site.MakeAcquisitionAsync());
        if (from is not "pending")
        {
            if (from is "complete" or "failed")
            {
                await site.Drone.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "running" });
            }

            (await site.Drone.PutAsync($"jobs/{job}", new JsonObject { ["state"] = from })).Status.ShouldBe(HttpStatusCode.OK);
        }

        ((int)(await site.Drone.PutAsync($"jobs/{job}", new JsonObject { ["state"] = to })).Status).ShouldBe(expected);
        ((string)(await site.JobAsync(job))["state"]!).ShouldBe(expected == 200 ? to : from);
    }

    [Theory]
    [InlineData("PUT", "", "{}")]
    [InlineData("PUT", "/heartbeat", null)]
    [InlineData("POST", "/logs", """[{"fd":1,"msg":"late"}]""")]
    [InlineData("PUT", "/profile", "{}")]
    [InlineData("POST", "/complete", """{"success":true}""")]
    public async Task Nothing_changes_a_job_that_is_over(string method, string path, string? body)
    {
        await using var site = await TestSite.StartAsync();
        var job = await site.MakeRunningJobAsync();
        await site.Drone.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "cancelled" });
        var answer = await site.Drone.SendAsync(new HttpMethod(method), $"jobs/{job}{path}", body is null ? null : JsonNode.Parse(body));
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string)answer.Json!["message"]!).ShouldBe("Cannot mutate a job that is cancelled.");
    }

    [Fact]
    public async Task A_start_makes_the_request_and_an_end_the_times()
    {
        await using var site = await TestSite.StartAsync();
        var job = await site.MakeRunningJobAsync("hpc");
        var request = (await site.JobAsync(job))["request"]!;
        ((string)request["target"]!["command"]![2]!).ShouldBe("env; rm -rf output; mkdir -p output; python run.py --speed 2");
        ((string)request["target"]!["env"]!["FW_CONFIG_DEEP_LOOK"]!).ShouldBe("false");
        ((string)request["target"]!["env"]!["FLYWHEEL"]!).ShouldBe("/flywheel/v0");
        ((string)request["inputs"]![0]!["vu"]!).ShouldBe("vu0:x-sha384:ab");

        site.Time.Advance(TimeSpan.FromSeconds(90));
        var ticket = (string)(await site.Drone.PostAsync($"jobs/{job}/prepare-complete")).Json!["ticket"]!;
        var end = JsonNode.Parse("""{"success":false,"failure_reason":"gear_failure","profile":{"elapsed_time_ms":7}}""");
        (await site.Drone.PostAsync($"jobs/{job}/complete?job_ticket_id={ticket}", end)).Status.ShouldBe(HttpStatusCode.OK);
        var ended = await site.JobAsync(job);
        ((string)ended["state"]!).ShouldBe("failed");
        ((string)ended["failure_reason"]!).ShouldBe("gear_failure");
        ((long)ended["profile"]!["total_time_ms"]!).ShouldBe(90_000);
        ((long)ended["profile"]!["elapsed_time_ms"]!).ShouldBe(7);
        ((string)ended["transitions"]!["failed"]!).ShouldBe("2030-01-01T00:01:30.000000+00:00");
    }

    [Fact]
    public async Task Only_a_drone_starts_and_only_the_owner_cancels()
    {
        await using var site = await TestSite.StartAsync();
        var job = await site.AddJobAsync(await site.MakeGearAsync(), await site.MakeAcquisitionAsync());
        (await site.Admin.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "running" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await site.Researcher.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "cancelled", ["label"] = "x" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await site.Researcher.PostAsync($"jobs/{job}/logs", new JsonArray())).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await site.Researcher.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "cancelled" })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_profile_takes_known_keys_only()
    {
        await using var site = await TestSite.StartAsync();
        var job = await site.MakeRunningJobAsync();
        (await site.Drone.PutAsync($"jobs/{job}/profile", JsonNode.Parse("""{"versions":{"engine":"3"},"executor":{"host":"n1","cpu_cores":4}}"""))).Status.ShouldBe(HttpStatusCode.OK);
        (await site.Drone.PutAsync($"jobs/{job}/profile", JsonNode.Parse("""{"executor":{"nodename":"n1"}}"""))).Status.ShouldBe(HttpStatusCode.BadRequest);
        ((int)(await site.JobAsync(job))["profile"]!["executor"]!["cpu_cores"]!).ShouldBe(4);
    }

    [Fact]
    public async Task Parallel_log_posts_keep_the_order_of_each_sender()
    {
        await using var site = await TestSite.StartAsync();
        var job = await site.MakeRunningJobAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async sender =>
        {
            for (var i = 0; i < 4; i++)
            {
                (await site.Drone.PostAsync($"jobs/{job}/logs", new JsonArray(new JsonObject { ["fd"] = 1, ["msg"] = $"{sender}:{i}\n" }))).Status.ShouldBe(HttpStatusCode.OK);
            }
        }));
        var lines = (await site.Drone.ReadAsync($"jobs/{job}/logs")).Json!["logs"]!.AsArray().Where(line => (int)line!["fd"]! == 1).Select(line => ((string)line!["msg"]!).TrimEnd().Split(':')).ToList();
        lines.Count.ShouldBe(400);
        lines.GroupBy(line => line[0]).ShouldAllBe(group => group.Select(line => line[1]).SequenceEqual(new[] { "0", "1", "2", "3" }));
    }
}
