using System.Net;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Core2018;

/// <summary>What clients and engines rely on of a site of 2018; the recorded exchanges hold the rest where they are at hand.</summary>
public sealed class CoreJobTests
{
    [Fact]
    public async Task What_came_after_2018_is_not_there()
    {
        await using var site = await CoreTestSite.StartAsync();
        var (job, _) = await site.MakeJobAsync();

        foreach (var path in (string[])["auth/status", "jobs", $"jobs/{job}/detail"])
        {
            var answer = await site.Drone.ReadAsync(path);
            answer.Status.ShouldBe(HttpStatusCode.NotFound);
            ((string)answer.Json!["message"]!).ShouldBe("The resource could not be found.");
        }

        (await site.Drone.PostAsync("jobs/ask", new JsonObject())).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await site.Drone.PostAsync($"jobs/{job}/complete", new JsonObject { ["success"] = true })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await site.Drone.ReadAsync("devices/self")).Json!["key"].ShouldBeNull();
    }

    [Fact]
    public async Task A_job_is_handed_out_once_oldest_first_with_any_of_the_tags()
    {
        await using var site = await CoreTestSite.StartAsync();
        var (job, acquisition) = await site.MakeJobAsync();
        site.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await site.AddJobAsync((string)(await site.JobAsync(job))["gear_id"]!, acquisition, "hpc");

        (await site.Drone.ReadAsync("jobs/next?tags=hpc,other")).Status.ShouldBe(HttpStatusCode.BadRequest, "commas part nothing here");
        ((string)(await site.Drone.ReadAsync("jobs/next?tags=hpc&peek=true")).Json!["state"]!).ShouldBe("pending");
        var first = (await site.Drone.ReadAsync("jobs/next?tags=other&tags=hpc")).Json!;
        ((string)first["id"]!).ShouldBe(job);
        ((string)first["state"]!).ShouldBe("running");
        ((string)first["request"]!["inputs"]![1]!["uri"]!).ShouldBe($"/jobs/{job}/config.json");
        ((string)(await site.Drone.ReadAsync("jobs/next?tags=hpc")).Json!["id"]!).ShouldBe(second);
        var none = await site.Drone.ReadAsync("jobs/next?tags=hpc");
        none.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string)none.Json!["message"]!).ShouldBe("No jobs to process");
    }

    [Fact]
    public async Task An_upload_with_a_ticket_ends_the_job_and_one_without_does_not()
    {
        await using var site = await CoreTestSite.StartAsync();
        var (job, acquisition) = await site.MakeRunningAsync();

        await site.Drone.UploadAsync($"engine?level=acquisition&id={acquisition}&job={job}", null, ("a.txt", [1]));
        ((string)(await site.JobAsync(job))["state"]!).ShouldBe("running");
        var upload = await site.Drone.UploadAsync($"engine?level=acquisition&id={acquisition}&job={job}&job_ticket={await site.TicketAsync(job, success: true)}", null, ("b.txt", [2]));

        upload.Status.ShouldBe(HttpStatusCode.OK);
        var ended = await site.JobAsync(job);
        ((string)ended["state"]!).ShouldBe("complete");
        ((int)ended["profile"]!["elapsed"]!).ShouldBe(3);
        ended["saved_files"]!.ToJsonString().ShouldBe("""["b.txt"]""");
    }

    [Fact]
    public async Task The_files_of_a_failed_job_are_marked_until_they_are_accepted()
    {
        await using var site = await CoreTestSite.StartAsync();
        var (job, acquisition) = await site.MakeRunningAsync();

        var upload = await site.Drone.UploadAsync($"engine?level=acquisition&id={acquisition}&job={job}&job_ticket={await site.TicketAsync(job, success: false)}",
            new JsonObject { ["acquisition"] = new JsonObject { ["info"] = new JsonObject { ["x"] = 1 }, ["files"] = new JsonArray() } }, ("a.txt", [1]));

        upload.Status.ShouldBe(HttpStatusCode.OK, upload.Json?.ToJsonString());
        var container = (await site.Drone.ReadAsync($"acquisitions/{acquisition}")).Json!;
        ((bool)container["files"]![0]!["from_failed_job"]!).ShouldBeTrue();
        container["info"]!.ToJsonString().ShouldBe("{}");
        (await site.Drone.PostAsync($"jobs/{job}/accept-failed-output")).Status.ShouldBe(HttpStatusCode.OK);
        container = (await site.Drone.ReadAsync($"acquisitions/{acquisition}")).Json!;
        container["files"]![0]!["from_failed_job"].ShouldBeNull();
        ((int)container["info"]!["x"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_is_over_refuses_all_and_an_impossible_move_is_a_fault_of_the_server()
    {
        await using var site = await CoreTestSite.StartAsync();
        var (job, _) = await site.MakeJobAsync();

        (await site.Drone.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "complete" })).Status.ShouldBe(HttpStatusCode.InternalServerError);
        (await site.Drone.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "running" })).Bytes.ShouldBeEmpty();
        (await site.Drone.PutAsync($"jobs/{job}", new JsonObject())).Status.ShouldBe(HttpStatusCode.OK);
        (await site.Researcher.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "cancelled" })).Status.ShouldBe(HttpStatusCode.OK);

        var heartbeat = await site.Drone.PutAsync($"jobs/{job}", new JsonObject());
        heartbeat.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string)heartbeat.Json!["message"]!).ShouldBe("Cannot mutate a job that is cancelled.");
        (await site.Drone.PostAsync($"jobs/{job}/logs", new JsonArray())).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_silent_job_is_failed_after_100_s_and_its_retry_names_the_old_one_in_its_request()
    {
        await using var site = await CoreTestSite.StartAsync();
        var (job, _) = await site.MakeRunningAsync();
        _ = await site.TicketAsync(job, success: true);

        site.Time.Advance(TimeSpan.FromSeconds(101));
        (await site.Drone.PostAsync("jobs/reap")).Json!.ToJsonString().ShouldBe("""{"orphaned":1}""");

        ((string)(await site.JobAsync(job))["state"]!).ShouldBe("failed", "a ticket does not protect");
        var retry = (await site.Drone.ReadAsync("jobs/next?tags=hpc")).Json!;
        ((string)retry["previous_job_id"]!).ShouldBe(job);
        ((string)retry["request"]!["outputs"]![0]!["uri"]!).ShouldEndWith($"&job={job}");
    }

    [Fact]
    public async Task A_folder_may_change_between_the_generations()
    {
        using var folder = new TemporaryFolder();
        string job;
        await using (var site = await TestSite.StartAsync(options => options with { Generation = SiteGeneration.Core2018 }, folder.Path))
        {
            (job, _) = await site.MakeRunningAsync();
        }

        await using var now = await TestSite.StartAsync(folder: folder.Path);
        var seen = await now.JobAsync(job);
        ((string)seen["gear_info"]!["name"]!).ShouldBe("demo");
        (await now.Drone.ReadAsync("jobs?filter=state=running,tags=hpc")).Json!.AsArray().Count.ShouldBe(1);
    }
}
