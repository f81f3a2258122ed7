using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Uploads;

public sealed class EngineUploadTests
{
    public static TheoryData<string> HostileNames() =>
    [
        "plain.txt", "with space.nii.gz", "quote\"and'apostrophe.txt", "line\nfeed.txt", "semi;colon=equals.txt", "ümläut-日本.txt", "percent%2F%41.txt",
        "back\\slash.txt", "trailing.", "-rf", "$(touch x)", new string('n', 255),
    ];

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task A_file_of_any_name_comes_back_under_that_name(string name)
    {
        await using var site = await TestSite.StartAsync();
        var (job, acquisition, ticket) = await RunningAsync(site);
        var bytes = Encoding.UTF8.GetBytes("content of " + name);
        var answer = await site.Drone.UploadAsync($"engine?level=acquisition&id={acquisition}&job={job}&job_ticket={ticket}", null, (name, bytes));
        answer.Status.ShouldBe(HttpStatusCode.OK);
        ((string)answer.Json![0]!["name"]!).ShouldBe(name);
        ((string)answer.Json[0]!["hash"]!).Length.ShouldBe(106);
        ((string)answer.Json[0]!["origin"]!["id"]!).ShouldBe(job);
        var path = $"acquisitions/{acquisition}/files/{Uri.EscapeDataString(name)}";
        (await site.Researcher.ReadAsync(path)).Bytes.ShouldBe(bytes);
        Directory.EnumerateFiles(site.Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName)
            .ShouldAllBe(file => file!.All(c => char.IsAsciiLetterOrDigit(c) || c == '.' || c == '-'));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("sub/dir/file.txt", "file.txt")]
    public async Task Folders_are_cut_off_a_name(string given, string kept)
    {
        await using var site = await TestSite.StartAsync();
        var (job, acquisition, ticket) = await RunningAsync(site);
        var answer = await site.Drone.UploadAsync($"engine?level=acquisition&id={acquisition}&job={job}&job_ticket={ticket}", null, (given, [1]));
        ((string)answer.Json![0]!["name"]!).ShouldBe(kept);
    }

    [Theory]
    [InlineData("a/..")]
    [InlineData(".")]
    [InlineData("folder/")]
    [InlineData("ääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää")]
    public async Task A_name_that_names_nothing_is_refused(string name)
    {
        await using var site = await TestSite.StartAsync();
        var (job, acquisition, ticket) = await RunningAsync(site);
        (await site.Drone.UploadAsync($"engine?level=acquisition&id={acquisition}&job={job}&job_ticket={ticket}", null, (name, [1]))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Metadata_goes_to_the_files_and_to_every_level_above()
    {
        await using var site = await TestSite.StartAsync();
        var (job, acquisition, ticket) = await RunningAsync(site);
        var metadata = (JsonObject)JsonNode.Parse("""
            {"acquisition": {"label": "never", "info": {"a": {"b": 1}}, "timestamp": "2020-01-01", "files": [
               {"name": "new.nii.gz", "type": "special", "info": {"x": 1}, "tags": ["t"], "classification": {"Intent": ["Structural"]}},
               {"name": "not-there", "info": {}}]},
             "session": {"info": {"s": 1}, "subject": {"sex": "female"}}, "project": {"tags": ["done"]}}
            """)!;
        var upload = $"engine?level=acquisition&id={acquisition}&job={job}&job_ticket={ticket}";
        (await site.Drone.UploadAsync(upload, metadata, ("new.nii.gz", [1, 2]), ("other.txt", [3]))).Status.ShouldBe(HttpStatusCode.OK);

        var document = (await site.Admin.ReadAsync($"acquisitions/{acquisition}")).Json!;
        ((string)document["label"]!).ShouldBe("acquisitions-1");
        ((int)document["info"]!["a"]!["b"]!).ShouldBe(1);
        ((string)document["timestamp"]!).ShouldBe("2020-01-01");
        var file = document["files"]![0]!;
        ((string)file["type"]!).ShouldBe("special");
        ((string)file["classification"]!["Intent"]![0]!).ShouldBe("Structural");
        var parents = document["parents"]!;
        ((int)(await site.Admin.ReadAsync($"sessions/{parents["session"]}")).Json!["info"]!["s"]!).ShouldBe(1);
        ((string)(await site.Admin.ReadAsync($"subjects/{parents["subject"]}")).Json!["sex"]!).ShouldBe("female");
        ((string)(await site.Admin.ReadAsync($"projects/{parents["project"]}")).Json!["tags"]![0]!).ShouldBe("done");

        var after = await site.JobAsync(job);
        after["saved_files"]!.AsArray().Select(name => (string)name!).ShouldBe(["new.nii.gz", "other.txt"]);
        ((int)after["profile"]!["total_output_files"]!).ShouldBe(2);
        ((long)after["profile"]!["total_output_size_bytes"]!).ShouldBe(3);
        JsonNode.DeepEquals(after["produced_metadata"], metadata).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_of_the_same_name_is_replaced_and_keeps_what_was_known_of_it()
    {
        await using var site = await TestSite.StartAsync();
        var (job, acquisition, ticket) = await RunningAsync(site);
        var upload = $"engine?level=acquisition&id={acquisition}&job={job}&job_ticket={ticket}";
        await site.Drone.UploadAsync(upload, (JsonObject)JsonNode.Parse("""{"acquisition":{"files":[{"name":"a.txt","info":{"kept":true}}]}}""")!, ("a.txt", [1]));
        await site.Drone.UploadAsync(upload, null, ("a.txt", [2, 3]));
        var file = (await site.Admin.ReadAsync($"acquisitions/{acquisition}")).Json!["files"]!.AsArray().ShouldHaveSingleItem()!;
        ((long)file["size"]!).ShouldBe(2);
        ((int)file["version"]!).ShouldBe(2);
        ((bool)file["info"]!["kept"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task A_broken_upload_changes_nothing()
    {
        await using var site = await TestSite.StartAsync();
        var (job, acquisition, ticket) = await RunningAsync(site);
        var upload = $"engine?level=acquisition&id={acquisition}&job={job}&job_ticket={ticket}";
        (await site.Drone.UploadAsync(upload, (JsonObject)JsonNode.Parse("""{"nonsense":{}}""")!, ("a.txt", [1]))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await site.Drone.UploadAsync($"engine?level=acquisition&id={acquisition}&job={job}&job_ticket=000000000000000000000000", null, ("a.txt", [1]))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await site.Drone.UploadAsync($"engine?id={acquisition}", null, ("a.txt", [1]))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await site.Drone.UploadAsync("engine?level=acquisition&id=000000000000000000000000", null, ("a.txt", [1]))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await site.Drone.PostAsync(upload, new JsonObject())).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await site.Admin.UploadAsync(upload, null, ("a.txt", [1]))).Status.ShouldBe(HttpStatusCode.PaymentRequired);
        await site.Drone.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "cancelled" });
        (await site.Drone.UploadAsync(upload, null, ("a.txt", [1]))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await site.Admin.ReadAsync($"acquisitions/{acquisition}")).Json!["files"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("form-data; name=\"file1\"; filename=\"a%22b%0Ac.txt\"", "a%22b%0Ac.txt")]
    [InlineData("form-data; name=\"file1\"; filename=\"a\\\"b\\\\c.txt\"", "a\"b\\c.txt")]
    [InlineData("form-data; name=\"file1\"; filename=\"x\"; filename*=UTF-8''%C3%A4%3B.txt", "ä;.txt")]
    [InlineData("form-data; filename=plain.txt; name=file1", "plain.txt")]
    [InlineData("form-data; name=\"metadata\"", null)]
    public void Senders_write_names_in_their_own_ways(string header, string? expected) =>
        HpcClient.EmbeddedSite.Uploads.ContentDisposition.Parse(header).FileName.ShouldBe(expected);

    private static async Task<(string Job, string Acquisition, string Ticket)> RunningAsync(TestSite site)
    {
        var acquisition = await site.MakeAcquisitionAsync();
        var job = await site.AddJobAsync(await site.MakeGearAsync(), acquisition);
        await site.Drone.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "running" });
        return (job, acquisition, (string)(await site.Drone.PostAsync($"jobs/{job}/prepare-complete")).Json!["ticket"]!);
    }
}
