using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Jobs;

public sealed class JobIntakeTests
{
    [Theory]
    [InlineData("""{"speed":"fast"}""")]
    [InlineData("""{"speed":0}""")]
    [InlineData("""{"speed":6}""")]
    [InlineData("""{"speed":1.5}""")]
    [InlineData("""{"mode":"c"}""")]
    [InlineData("""{"code":"abc"}""")]
    [InlineData("""{"deep look":"yes"}""")]
    public async Task An_option_that_does_not_fit_the_manifest_is_422(string config)
    {
        await using var site = await TestSite.StartAsync();
        var answer = await AddAsync(site, await site.MakeGearAsync(), await site.MakeAcquisitionAsync(), body => body["config"] = JsonNode.Parse(config));
        ((int)answer.Status).ShouldBe(422);
        ((string)answer.Json!["key"]!).ShouldBe(JsonNode.Parse(config)!.AsObject().First().Key);
    }

    [Fact]
    public async Task A_required_option_must_be_given_and_defaults_are_filled_in()
    {
        await using var site = await TestSite.StartAsync();
        var gear = await site.MakeGearAsync(change: manifest => manifest["config"]!["need"] = new JsonObject { ["type"] = "number" });
        var acquisition = await site.MakeAcquisitionAsync();
        ((int)(await AddAsync(site, gear, acquisition)).Status).ShouldBe(422);
        var job = await site.JobAsync((await AddAsync(site, gear, acquisition, body => body["config"] = JsonNode.Parse("""{"need":0.5}"""))).Id());
        JsonNode.DeepEquals(job["config"]!["config"], JsonNode.Parse("""{"need":0.5,"speed":2,"deep look":false}""")).ShouldBeTrue();
        job["tags"]!.AsArray().Select(tag => (string)tag!).ShouldBe(["demo"]);
    }

    [Fact]
    public async Task Requests_for_what_is_not_there_or_not_allowed_are_refused()
    {
        await using var site = await TestSite.StartAsync();
        var gear = await site.MakeGearAsync();
        var acquisition = await site.MakeAcquisitionAsync();
        async Task<int> Status(Action<JsonObject> change) => (int)(await AddAsync(site, gear, acquisition, change)).Status;
        (await Status(body => body.Remove("gear_id"))).ShouldBe(400);
        (await Status(body => body["gear_id"] = "000000000000000000000000")).ShouldBe(404);
        (await Status(body => body.Remove("destination"))).ShouldBe(400);
        (await Status(body => body["destination"]!["id"] = "000000000000000000000000")).ShouldBe(404);
        (await Status(body => body["destination"]!["type"] = "analysis")).ShouldBe(400);
        (await Status(body => body["inputs"] = JsonNode.Parse($$"""{"dicom":{"type":"acquisition","id":"{{acquisition}}","name":"none"} }"""))).ShouldBe(404);
        (await Status(body => body["inputs"] = JsonNode.Parse($$"""{"other":{"type":"acquisition","id":"{{acquisition}}","name":"none"} }"""))).ShouldBe(400);
        (await Status(body => body["priority"] = "urgent")).ShouldBe(422);

        var stranger = await site.Admin.PostAsync("users", new JsonObject { ["_id"] = "ro@example.org" });
        using var reader = site.With((string)stranger.Json!["api_key"]!["key"]!);
        var project = (string)(await site.Admin.ReadAsync($"acquisitions/{acquisition}")).Json!["parents"]!["project"]!;
        (await AddAsync(site, gear, acquisition, by: reader)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await site.Admin.PostAsync($"projects/{project}/permissions", new JsonObject { ["_id"] = "ro@example.org", ["access"] = "ro" })).Status.ShouldBe(HttpStatusCode.OK);
        (await reader.ReadAsync($"acquisitions/{acquisition}")).Status.ShouldBe(HttpStatusCode.OK);
        (await AddAsync(site, gear, acquisition, by: reader)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await site.Admin.PutAsync($"projects/{project}/permissions/ro@example.org", new JsonObject { ["access"] = "rw" })).Status.ShouldBe(HttpStatusCode.OK);
        (await AddAsync(site, gear, acquisition, by: reader)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_config_file_is_sorted_and_holds_a_key_only_while_the_job_runs()
    {
        await using var site = await TestSite.StartAsync();
        var acquisition = await site.MakeAcquisitionAsync();
        await site.Researcher.UploadAsync($"acquisitions/{acquisition}/files", new JsonObject { ["type"] = "dicom" }, ("odd \"name\".zip", [1]));
        var gear = await site.MakeGearAsync(change: manifest =>
        {
            manifest["inputs"]!["api-key"] = new JsonObject { ["base"] = "api-key" };
            manifest["inputs"]!["license"] = new JsonObject { ["base"] = "context" };
            manifest["custom"] = JsonNode.Parse("""{"flywheel":{"show-job":true}}""");
        });
        var job = (await AddAsync(site, gear, acquisition, body => body["inputs"] = new JsonObject
        {
            ["dicom"] = new JsonObject { ["type"] = "acquisition", ["id"] = acquisition, ["name"] = "odd \"name\".zip" },
        })).Id();
        (await site.Drone.ReadAsync($"jobs/{job}/config.json")).Json!["inputs"]!["api-key"].ShouldBeNull();
        (await site.Researcher.ReadAsync($"jobs/{job}/config.json")).Status.ShouldBe(HttpStatusCode.Forbidden);

        await site.Drone.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "running" });
        var file = await site.Drone.ReadAsync($"jobs/{job}/config.json");
        Encoding.UTF8.GetString(file.Bytes).ShouldStartWith("{\n    \"config\": {\n        \"deep look\": false,\n");
        Encoding.UTF8.GetString(file.Bytes).ShouldEndWith("}\n");
        ((string)file.Json!["job"]!["id"]!).ShouldBe(job);
        ((string)file.Json["inputs"]!["dicom"]!["location"]!["path"]!).ShouldBe("/flywheel/v0/input/dicom/odd \"name\".zip");
        ((bool)file.Json["inputs"]!["license"]!["found"]!).ShouldBeFalse();
        var key = (string)file.Json["inputs"]!["api-key"]!["key"]!;
        key.ShouldStartWith($"127.0.0.1:{site.Server.Port}:");
        (await site.Drone.ReadAsync($"jobs/{job}/config.json")).Bytes.ShouldBe(file.Bytes);

        using var gearCaller = site.With(key);
        ((string)(await gearCaller.ReadAsync("users/self")).Json!["_id"]!).ShouldBe("researcher@example.org");
        await site.Drone.PostAsync($"jobs/{job}/complete", new JsonObject { ["success"] = true });
        (await gearCaller.ReadAsync("users/self")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await site.Drone.ReadAsync($"jobs/{job}/config.json")).Json!["inputs"]!["api-key"].ShouldBeNull();
    }

    [Fact]
    public async Task An_analysis_and_its_job_are_made_together_and_a_retry_takes_the_pointer_along()
    {
        await using var site = await TestSite.StartAsync();
        var gear = await site.MakeGearAsync();
        var acquisition = await site.MakeAcquisitionAsync();
        var analysis = (await site.Researcher.PostAsync($"acquisitions/{acquisition}/analyses", new JsonObject { ["label"] = "A", ["job"] = new JsonObject { ["gear_id"] = gear } })).Id();
        var job = (string)(await site.Admin.ReadAsync($"analyses/{analysis}")).Json!["job"]!;
        await site.Drone.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "running" });
        ((string)(await site.JobAsync(job))["request"]!["outputs"]![0]!["uri"]!).ShouldBe($"/engine?level=analysis&id={analysis}&job={job}");
        (await site.Drone.UploadAsync($"engine?level=analysis&id={analysis}&job={job}", null, ("r.html", [1]))).Status.ShouldBe(HttpStatusCode.OK);
        (await site.Drone.ReadAsync($"acquisitions/{acquisition}/analyses/{analysis}/files/r.html")).Bytes.ShouldBe([1]);
        await site.Drone.PostAsync($"jobs/{job}/complete", new JsonObject { ["success"] = false });
        var retry = (await site.Researcher.PostAsync($"jobs/{job}/retry")).Id();
        ((string)(await site.Admin.ReadAsync($"analyses/{analysis}")).Json!["job"]!).ShouldBe(retry);
    }

    private static Task<Answer> AddAsync(TestSite site, string gear, string acquisition, Action<JsonObject>? change = null, HttpClient? by = null)
    {
        var body = new JsonObject { ["gear_id"] = gear, ["destination"] = new JsonObject { ["type"] = "acquisition", ["id"] = acquisition } };
        change?.Invoke(body);
        return (by ?? site.Researcher).PostAsync("jobs/add", body);
    }
}
