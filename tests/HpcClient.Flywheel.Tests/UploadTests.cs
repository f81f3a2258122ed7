using System.Text.Json.Nodes;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Files;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Tests.Site;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using static HpcClient.Flywheel.Tests.Site.ScriptedSite;

namespace HpcClient.Flywheel.Tests;

public sealed class UploadTests : IDisposable
{
    private static readonly ContainerReference Acquisition = new() { Type = "acquisition", Id = "5a01" };
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_with_hostile_names_and_metadata_arrive_as_they_are()
    {
        string[] names = ["plain.txt", "a \"quoted\" name.nii", "日本 ü.txt", "back\\slash", "semi;colon='x'", "100%25 .txt", " edge ", "a\\\"b"];
        await using var site = await StartAsync();
        var parts = new List<(string Field, string? File, string Text)>();
        site.On("POST", "/api/engine", async context =>
        {
            var reader = new MultipartReader(MediaTypeHeaderValue.Parse(context.Request.ContentType).Boundary.Value!, context.Request.Body);
            while (await reader.ReadNextSectionAsync() is { } section)
            {
                var disposition = ContentDispositionHeaderValue.Parse(section.ContentDisposition);
                using var text = new StreamReader(section.Body);
                parts.Add((disposition.Name.Value!.Trim('"'),
                    disposition.FileName.HasValue ? HeaderUtilities.UnescapeAsQuotedString(disposition.FileName).Value : null,
                    await text.ReadToEndAsync()));
            }

            await Text("""[{"name":"plain.txt","size":3,"hash":"v0-sha384-00","origin":{"type":"job"}}]""")(context);
        });
        using var client = site.Client();

        var stored = await client.UploadOutputsAsync(JobId, "t&1", Acquisition, [.. names.Select(Output)],
            new JsonObject { ["acquisition"] = new JsonObject { ["label"] = "ä\"\r\n--x" } }, default);

        parts.Select(part => part.Field).ShouldBe(["metadata", .. Enumerable.Range(1, names.Length).Select(n => $"file{n}")]);
        parts[0].File.ShouldBeNull();
        JsonNode.Parse(parts[0].Text)!["acquisition"]!["label"]!.GetValue<string>().ShouldBe("ä\"\r\n--x");
        parts.Skip(1).Select(part => part.File!).ShouldBe(names);
        parts.Skip(1).Select(part => part.Text).ShouldBe(names.Select(name => $"content of {name}\r\n"));
        site.Seen.Last().Query.ShouldBe($"?level=acquisition&id=5a01&job={JobId}&job_ticket=t%261");
        stored.Single().Hash.ShouldBe("v0-sha384-00");
    }

    [Fact]
    public async Task An_upload_is_sent_once_when_it_may_have_arrived()
    {
        await using var site = await StartAsync();
        using var client = site.On("POST", "/api/engine", Status(503)).Client();

        var e = await Should.ThrowAsync<SiteException>(() => client.UploadOutputsAsync(JobId, "t", Acquisition, [Output("a")], null, default));

        e.Fault.ShouldBe(SiteFault.Busy);
        site.Count("POST", "/api/engine").ShouldBe(1);
    }

    [Fact]
    public async Task An_expired_key_does_not_cost_the_transfer()
    {
        await using var site = await StartAsync();
        var bytes = 0L;
        site.On("POST", "/api/engine", InTurn(Status(401), async context =>
        {
            using var sink = new MemoryStream();
            await context.Request.Body.CopyToAsync(sink);
            bytes = sink.Length;
            await Text("[]")(context);
        }));
        using var client = site.Client();

        await client.UploadOutputsAsync(JobId, "t", Acquisition, [Output("a")], null, default);

        bytes.ShouldBeGreaterThan(0);
        site.Count("POST", "/api/engine").ShouldBe(2);
        site.Seen.Last().Header("Expect").ShouldBe("100-continue");
    }

    [Fact]
    public async Task Metadata_alone_is_sent_and_nothing_at_all_is_not()
    {
        await using var site = await StartAsync();
        site.On("POST", "/api/engine", async context =>
            await Text(((await context.Request.ReadFormAsync())["metadata"]) == "{}" ? "[]" : "wrong")(context));
        using var client = site.Client();

        await client.UploadOutputsAsync(JobId, "t", Acquisition, [], new JsonObject(), default);
        await client.UploadOutputsAsync(JobId, "t", Acquisition, [], null, default);

        site.Count("POST", "/api/engine").ShouldBe(1);
    }

    [Fact]
    public async Task A_name_with_a_line_break_cannot_forge_a_head()
    {
        await using var site = await StartAsync();
        using var client = site.Client();
        var file = Output("a") with { Name = "a\"\r\nX-Evil: 1" };

        (await Should.ThrowAsync<SiteException>(() => client.UploadOutputsAsync(JobId, "t", Acquisition, [file], null, default)))
            .Fault.ShouldBe(SiteFault.Invalid);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_our_fault_not_the_sites()
    {
        await using var site = await StartAsync();
        using var client = site.On("POST", "/api/engine", Text("[]")).Client();

        (await Should.ThrowAsync<LocalDiskException>(() => client.UploadOutputsAsync(JobId, "t", Acquisition, [new("a", _folder["gone"], 1)], null, default)))
            .Message.ShouldContain(_folder["gone"]);
    }

    [Fact]
    public async Task A_site_that_takes_nothing_more_is_given_up()
    {
        await using var site = await StartAsync();
        site.On("POST", "/api/engine", context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var client = site.Client(Quick with { StallTimeout = TimeSpan.FromMilliseconds(200) });

        (await Should.ThrowAsync<SiteException>(() => client.UploadOutputsAsync(JobId, "t", Acquisition, [Output("a")], null, default)))
            .Fault.ShouldBe(SiteFault.Unreachable);
    }

    private OutputFile Output(string name)
    {
        var path = _folder[Guid.NewGuid().ToString("N")];
        File.WriteAllText(path, $"content of {name}\r\n");
        return new(name, path, new FileInfo(path).Length);
    }
}
