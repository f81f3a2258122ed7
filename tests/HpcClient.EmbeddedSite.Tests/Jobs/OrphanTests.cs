using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Jobs;

public sealed class OrphanTests
{
    [Fact]
    public async Task A_silent_job_is_failed_and_retried_as_a_new_job_until_the_attempts_are_used_up()
    {
        await using var site = await TestSite.StartAsync(options => options with { MaxRetries = 2 });
        var first = await site.MakeRunningJobAsync("hpc");
        site.Time.Advance(TimeSpan.FromSeconds(299));
        (await ReapAsync(site)).ShouldBe(0);
        site.Time.Advance(TimeSpan.FromSeconds(2));
        (await ReapAsync(site)).ShouldBe(1);

        ((string)(await site.JobAsync(first))["state"]!).ShouldBe("failed");
        var retry = (await site.Drone.ReadAsync("jobs?filter=state=pending")).Json!.AsArray().ShouldHaveSingleItem()!;
        ((string)retry["previous_job_id"]!).ShouldBe(first);
        ((int)retry["attempt"]!).ShouldBe(2);
        retry["tags"]!.AsArray().Select(tag => (string)tag!).ShouldContain("hpc");
        (await site.Drone.ReadAsync($"jobs/{first}/logs")).Json!["logs"]!.AsArray().ShouldContain(line => (int)line!["fd"]! == -1 && ((string)line["msg"]!).Contains("heartbeat"));

        await site.Drone.PutAsync($"jobs/{retry["id"]}", new JsonObject { ["state"] = "running" });
        ((string)(await site.JobAsync((string)retry["id"]!))["request"]!["outputs"]![0]!["uri"]!).ShouldEndWith($"job={retry["id"]}");
        site.Time.Advance(TimeSpan.FromSeconds(301));
        (await ReapAsync(site)).ShouldBe(1);
        (await site.Drone.ReadAsync("jobs?filter=state=pending")).Json!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("PUT", "/heartbeat", null)]
    [InlineData("PUT", "", "{}")]
    [InlineData("POST", "/logs", "[]")]
    [InlineData("POST", "/prepare-complete", null)]
    public async Task A_sign_of_life_or_a_ticket_protects(string method, string path, string? body)
    {
        await using var site = await TestSite.StartAsync();
        var job = await site.MakeRunningJobAsync();
        site.Time.Advance(TimeSpan.FromSeconds(200));
        await site.Drone.SendAsync(new HttpMethod(method), $"jobs/{job}{path}", body is null ? null : JsonNode.Parse(body));
        site.Time.Advance(TimeSpan.FromSeconds(200));
        (await ReapAsync(site)).ShouldBe(0);
    }

    [Fact]
    public async Task Silence_while_the_site_was_down_does_not_count()
    {
        using var temporary = new TemporaryFolder();
        var folder = temporary.Path;
        await using (var first = await TestSite.StartAsync(folder: folder))
        {
            await first.MakeRunningJobAsync();
        }

        var later = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2030, 1, 2, 0, 0, 0, TimeSpan.Zero));
        await using var second = await TestSite.StartAsync(options => options with { TimeProvider = later }, folder);
        (await ReapAsync(second)).ShouldBe(0);
        later.Advance(TimeSpan.FromSeconds(301));
        (await ReapAsync(second)).ShouldBe(1);
    }

    [Fact]
    public async Task The_scan_runs_by_itself()
    {
        await using var site = await TestSite.StartAsync(options => options with { OrphanScanInterval = TimeSpan.FromSeconds(5) });
        var job = await site.MakeRunningJobAsync();
        site.Time.Advance(TimeSpan.FromSeconds(306));
        await Until.TrueAsync(async () => (string)(await site.JobAsync(job))["state"]! == "failed");
    }

    [Fact]
    public async Task A_retry_by_hand_works_once_and_other_ends_need_the_word()
    {
        await using var site = await TestSite.StartAsync();
        var job = await site.MakeRunningJobAsync();
        ((int)(await site.Researcher.PostAsync($"jobs/{job}/retry")).Status).ShouldBe(400);
        await site.Drone.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "cancelled" });
        ((int)(await site.Researcher.PostAsync($"jobs/{job}/retry")).Status).ShouldBe(400);
        var retry = (await site.Researcher.PostAsync($"jobs/{job}/retry?ignoreState=true")).Id();
        ((int)(await site.JobAsync(retry))["attempt"]!).ShouldBe(2);
        ((int)(await site.Researcher.PostAsync($"jobs/{job}/retry?ignoreState=true")).Status).ShouldBe(400);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task A_failure_of_its_own_is_retried_only_when_the_site_says_so(bool retryOnFail, int expected)
    {
        await using var site = await TestSite.StartAsync(options => options with { RetryOnFail = retryOnFail });
        var job = await site.MakeRunningJobAsync();
        await site.Drone.PostAsync($"jobs/{job}/complete", new JsonObject { ["success"] = false });
        (await site.Drone.ReadAsync("jobs?filter=state=pending")).Json!.AsArray().Count.ShouldBe(expected);
    }

    private static async Task<int> ReapAsync(TestSite site) => (int)(await site.Drone.PostAsync("jobs/reap")).Json!["orphaned"]!;
}
