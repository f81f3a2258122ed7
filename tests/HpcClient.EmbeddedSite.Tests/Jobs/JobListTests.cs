using System.Net;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Jobs;

public sealed class JobListTests
{
    [Theory]
    [InlineData("filter=state=running,tags=hpc", "1")]
    [InlineData("filter=state=pending,tags=hpc", "0,2")]
    [InlineData("filter=state=pending", "0,2,3")]
    [InlineData("filter=state=pending,tags=hp", "")]
    [InlineData("filter=state=pending,tags=hpc,tags=gpu", "2")]
    [InlineData("filter=tags=hpc", "0,1,2")]
    [InlineData("filter=state=running,state=pending", "")]
    [InlineData("filter=state!=pending", "1,4")]
    [InlineData("filter=gear_info.name=~nothing|dem", "0,1,2,3,4")]
    [InlineData("filter=gear_info.name=~^em", "")]
    [InlineData("filter=label=a\\,b", "3")]
    [InlineData("filter=attempt>=1,attempt<2,tags=gpu", "2")]
    [InlineData("filter=created>2029-12-31,state=cancelled", "4")]
    [InlineData("limit=2", "0,1")]
    [InlineData("limit=2&skip=1", "1,2")]
    [InlineData("limit=2&page=3", "4")]
    [InlineData("limit=2&page=4", "")]
    [InlineData("sort=created:desc&limit=2", "4,3")]
    [InlineData("sort=state:1,created:-1", "4,3,2,0,1")]
    public async Task Lists_answer_what_was_asked_for(string query, string expected)
    {
        await using var site = await TestSite.StartAsync();
        var ids = await FiveJobsAsync(site);
        var escaped = string.Join('&', query.Split('&').Select(part => part[..(part.IndexOf('=') + 1)] + Uri.EscapeDataString(part[(part.IndexOf('=') + 1)..])));
        var plain = (await site.Drone.ReadAsync("jobs?" + escaped)).Json!.AsArray();
        string.Join(',', plain.Select(job => ids.IndexOf((string)job!["id"]!))).ShouldBe(expected);

        var paged = (await site.Drone.ReadAsync("jobs?" + escaped, "Pagination")).Json!;
        string.Join(',', paged["results"]!.AsArray().Select(job => ids.IndexOf((string)job!["id"]!))).ShouldBe(expected);
        ((int)paged["total"]!).ShouldBe(query.StartsWith("filter", StringComparison.Ordinal) ? plain.Count : 5);
    }

    [Theory]
    [InlineData("filter=state")]
    [InlineData("filter==x")]
    [InlineData("filter=a=~(")]
    [InlineData("filter=a=b&filter=c=d")]
    [InlineData("limit=x")]
    [InlineData("limit=-1")]
    [InlineData("limit=0")]
    [InlineData("skip=-1")]
    [InlineData("page=0&limit=2")]
    [InlineData("sort=created")]
    [InlineData("sort=created:up")]
    [InlineData("after_id=zzz")]
    [InlineData("after_id=5a0000000000000000000001&page=1")]
    [InlineData("after_id=5a0000000000000000000001&sort=created:asc")]
    public async Task A_malformed_query_is_422(string query)
    {
        await using var site = await TestSite.StartAsync();
        var answer = await site.Drone.ReadAsync("jobs?" + query);
        ((int)answer.Status).ShouldBe(422);
        ((string)answer.Json!["reason"]!).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("pagination")]
    public async Task Keyset_paging_reaches_every_job_once_and_ends_with_a_short_page(string? feature)
    {
        await using var site = await TestSite.StartAsync();
        var ids = await FiveJobsAsync(site);
        var seen = new List<string>();
        string? after = null;
        int count;
        do
        {
            var json = (await site.Drone.ReadAsync("jobs?limit=2" + (after is null ? "" : "&after_id=" + after), feature)).Json!;
            var page = (json as JsonArray ?? json["results"]!.AsArray()).Select(job => (string)job!["id"]!).ToList();
            count = page.Count;
            seen.AddRange(page);
            after = seen[^1];
        }
        while (count == 2);
        seen.ShouldBe(ids);
    }

    [Fact]
    public async Task A_list_entry_has_no_priority_and_the_job_has()
    {
        await using var site = await TestSite.StartAsync();
        var ids = await FiveJobsAsync(site);
        (await site.Drone.ReadAsync("jobs")).Json![0]!["priority"].ShouldBeNull();
        ((string)(await site.JobAsync(ids[0]))["priority"]!).ShouldBe("low");
    }

    [Fact]
    public async Task A_user_lists_what_his_projects_hold()
    {
        await using var site = await TestSite.StartAsync();
        var gear = await site.MakeGearAsync();
        var visible = await site.AddJobAsync(gear, await site.MakeAcquisitionAsync());
        var other = await site.Admin.PostAsync("users", new JsonObject { ["_id"] = "other@example.org" });
        using var stranger = site.With((string)other.Json!["api_key"]!["key"]!);
        (await site.Researcher.ReadAsync("jobs")).Json!.AsArray().Count.ShouldBe(1);
        (await stranger.ReadAsync("jobs")).Json!.AsArray().ShouldBeEmpty();
        (await stranger.ReadAsync($"jobs/{visible}")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    /// <summary>0 pending hpc, 1 running hpc, 2 pending hpc gpu, 3 pending "a,b", 4 cancelled.</summary>
    private static async Task<List<string>> FiveJobsAsync(TestSite site)
    {
        var gear = await site.MakeGearAsync();
        var acquisition = await site.MakeAcquisitionAsync();
        var ids = new List<string>();
        foreach (var tags in (string[][])[["hpc"], ["hpc"], ["hpc", "gpu"], [], []])
        {
            ids.Add(await site.AddJobAsync(gear, acquisition, tags));
            site.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await site.Drone.PutAsync($"jobs/{ids[1]}", new JsonObject { ["state"] = "running" });
        await site.Drone.PutAsync($"jobs/{ids[3]}", new JsonObject { ["label"] = "a,b" });
        await site.Drone.PutAsync($"jobs/{ids[4]}", new JsonObject { ["state"] = "cancelled" });
        return ids;
    }
}
