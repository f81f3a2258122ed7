using System.Net;
using System.Text.Json.Nodes;
using HpcClient.Casting.Sweeping;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>One job that makes no sense never keeps the others from being cast; the Python client ended its sweep there.</summary>
public sealed class BadJobTests
{
    [Theory]
    [InlineData("""{"id": 7}""", 0)]
    [InlineData("""{"id": "../../etc/cron.d/x"}""", 0)]
    [InlineData("""{"tags": "hpc"}""", 0)]
    [InlineData("""{"config": ["not", "a", "group"]}""", 0)]
    [InlineData("""{"config": {"config": {"scheduler_ram": "1G\\n#SBATCH --uid=0"}}}""", 1)]
    [InlineData("""{"config": {"config": {"scheduler_cpu": {"$ne": 1}}}}""", 1)]
    [InlineData("""{"config": {"config": {"slurm-ram": "2G", "scheduler_ram": "many"}}}""", 1)]
    public async Task Entries_of_the_list_that_make_no_sense_stop_no_other_job(string change, int rejected)
    {
        await using var site = await CastingSite.StartAsync();
        var bad = await site.AddJobAsync();
        var good = await site.AddJobAsync();
        Rewrite(site, bad, change);

        var report = await site.SweepAsync();

        (report.Launched, report.Rejected, report.Problem).ShouldBe((1, rejected, null));
        site.Scheduler.Submitted.ShouldHaveSingleItem().JobName.ShouldBe($"fw-{good}");
    }

    [Fact]
    public async Task A_job_with_an_option_of_version_1_and_its_successor_is_cast_with_the_successor()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        Rewrite(site, job, """{"config": {"config": {"slurm-ram": "2G", "scheduler_ram": "3G"}}}""");

        (await site.SweepAsync()).Launched.ShouldBe(1);

        site.Scheduler.Submitted.ShouldHaveSingleItem().Resources.Memory.ShouldBe("3G");
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task A_refusal_that_the_site_does_not_take_stops_no_other_job_and_is_said_later(HttpStatusCode answer)
    {
        await using var site = await CastingSite.StartAsync();
        var bad = await site.AddJobAsync("ram=lots");
        await site.AddJobAsync();
        site.Proxy.Instead = call => call == $"POST jobs/{bad}/logs" ? answer : null;

        (await site.SweepAsync()).ShouldBe(new SweepReport { Launched = 1, Rejected = 1 });
        (await site.StateAsync(bad)).ShouldBe("running");
        site.Proxy.Instead = _ => null;
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.SweepAsync();

        (await site.StateAsync(bad)).ShouldBe("failed");
        (await site.LogAsync(bad)).ShouldContain("ram=lots");
    }

    [Fact]
    public async Task A_job_that_the_scheduler_refuses_for_good_stops_no_other_job()
    {
        await using var site = await CastingSite.StartAsync();
        var bad = await site.AddJobAsync();
        var good = await site.AddJobAsync();
        site.Scheduler.OnSubmit = intent => intent.JobName == $"fw-{bad}" ? new SubmissionResult.Refused("No node has that much.", WorthRetrying: false) : new SubmissionResult.Accepted("1");

        (await site.SweepAsync()).ShouldBe(new SweepReport { Launched = 1, Rejected = 1 });

        (await site.StateAsync(good)).ShouldBe("running");
    }

    private static void Rewrite(CastingSite site, string job, string change) => site.Proxy.Rewrite = (call, answer) =>
    {
        if (call != "GET jobs")
        {
            return answer;
        }

        var page = JsonNode.Parse(answer)!;
        var jobs = page as JsonArray ?? page["results"]!.AsArray();
        var entry = jobs.Single(j => (string?)j!["id"] == job)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            entry[name] = value?.DeepClone();
        }

        return page.ToJsonString();
    };
}
