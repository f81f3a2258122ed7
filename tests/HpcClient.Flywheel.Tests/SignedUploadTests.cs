using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Files;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Tests.Site;
using Microsoft.AspNetCore.Http;
using static HpcClient.Flywheel.Tests.Site.ScriptedSite;

namespace HpcClient.Flywheel.Tests;

public sealed class SignedUploadTests : IDisposable
{
    private static readonly ContainerReference Acquisition = new() { Type = "acquisition", Id = "5a01" };
    private static readonly SiteClientOptions Direct = Quick with { DirectTransfers = true };
    private readonly TestFolder _folder = new();
    private readonly ConcurrentDictionary<string, string> _stored = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_go_straight_to_the_storage_and_our_credential_does_not()
    {
        await using var site = await StartAsync();
        await using var storage = await StartAsync();
        JsonNode? wish = null;
        site.On("POST", "/api/engine", InTurn(
            async context =>
            {
                wish = await JsonNode.ParseAsync(context.Request.Body);
                await Text(Offer(storage, "a", "b \"ü\".nii"))(context);
            },
            Text("""[{"name":"a","size":1},{"name":"b \"ü\".nii","size":1}]""")));
        storage.On("PUT", "/store/0", InTurn(Status(503), Keep)).On("PUT", "/store/1", Keep);
        using var client = site.Client(Direct);

        var stored = await client.UploadOutputsAsync(JobId, "t", Acquisition, [Output("a"), Output("b \"ü\".nii")], new JsonObject { ["acquisition"] = new JsonObject() }, default);

        stored.Count.ShouldBe(2);
        wish!["filenames"]!.AsArray().Select(name => (string)name!).ShouldBe(["a", "b \"ü\".nii"]);
        wish["metadata"]!["acquisition"].ShouldNotBeNull();
        _stored.OrderBy(file => file.Key).Select(file => file.Value).ShouldBe(["content of a", "content of b \"ü\".nii"]);
        storage.Seen.Count.ShouldBe(3); // one file was tried again, by itself
        storage.Seen.ShouldAllBe(seen => seen.Header("Authorization") == null && seen.Header("X-SciTran-Auth") == null && seen.Header("x-ms-blob-type") == "BlockBlob");
        site.Seen.Where(seen => seen.Path == "/api/engine").Select(seen => seen.Query.Split('&')[^1]).ShouldBe(["upload_ticket=", "upload_ticket=up-1"]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(200)]
    public async Task A_site_that_offers_no_such_thing_gets_the_form(int status)
    {
        await using var site = await StartAsync();
        using var client = site.On("POST", "/api/engine", Form(Status(status, "[]"))).Client(Direct);

        (await client.UploadOutputsAsync(JobId, "t", Acquisition, [Output("a")], null, default)).Single().Name.ShouldBe("a");
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(0)]
    public async Task A_storage_that_cannot_be_used_leaves_the_way_through_the_site(int status)
    {
        await using var site = await StartAsync();
        await using var storage = await StartAsync();
        storage.On("PUT", "/store/0", status == 0 ? context => { context.Abort(); return Task.CompletedTask; } : Status(status));
        using var client = site.On("POST", "/api/engine", Form(Text(Offer(storage, "a")))).Client(Direct with { MaxAttempts = 2 });

        (await client.UploadOutputsAsync(JobId, "t", Acquisition, [Output("a")], null, default)).Single().Name.ShouldBe("a");
    }

    [Fact]
    public async Task What_the_site_stored_is_compared_with_what_was_sent()
    {
        await using var site = await StartAsync();
        var wrong = new string('a', 96);
        var right = Convert.ToHexStringLower(SHA384.HashData("content of a"u8));
        site.On("POST", "/api/engine", InTurn(
            Text($$"""[{"name":"a","hash":"v0-sha384-{{wrong}}"}]"""), Text($$"""[{"name":"a","hash":"v0-sha384-{{right}}"}]""")));
        using var client = site.Client();

        var e = await Should.ThrowAsync<SiteException>(() => client.UploadOutputsAsync(JobId, "t", Acquisition, [Output("a")], null, default));
        e.Message.ShouldContain("The site stored 'a' with another content (SHA-384 aaaaaaaaaaaa…)");
        e.MayPassLater.ShouldBeTrue();

        (await client.UploadOutputsAsync(JobId, "t", Acquisition, [Output("a")], null, default)).Single().Sha384.ShouldBe(right);
    }

    [Fact]
    public async Task A_ticket_downloads_without_our_credential_and_one_that_is_not_good_here_does_no_harm()
    {
        await using var site = await StartAsync();
        var tickets = 0;
        site.On("GET", "/api/acquisitions/5a01/files/a", context => context.Request.Query["ticket"].ToString() switch
        {
            "" when context.Request.Query.ContainsKey("ticket") => Text($$"""{"ticket":"t{{++tickets}}"}""")(context),
            "t1" => Status(400)(context),
            _ => Text("0123")(context),
        });
        using var client = site.Client(Direct);

        await client.DownloadFileAsync(Acquisition, "a", _folder["first"], 4, default);
        await client.DownloadFileAsync(Acquisition, "a", _folder["second"], 4, default);

        site.Seen.Where(seen => seen.Path.EndsWith("/a", StringComparison.Ordinal)).Select(seen => seen.Query)
            .ShouldBe(["?ticket=", "?ticket=t1", "", "?ticket=", "?ticket=t2"]);
    }

    private static string Offer(ScriptedSite storage, params string[] names)
    {
        var urls = new JsonObject(names.Select((name, index) => KeyValuePair.Create(name, (JsonNode?)$"http://127.0.0.1:{storage.Port}/store/{index}?sig=x")));
        return new JsonObject { ["ticket"] = "up-1", ["urls"] = urls, ["headers"] = new JsonObject { ["x-ms-blob-type"] = "BlockBlob" } }.ToJsonString();
    }

    private static RequestDelegate Form(RequestDelegate otherwise) => context =>
        context.Request.HasFormContentType ? Text("""[{"name":"a","size":1}]""")(context) : otherwise(context);

    private async Task Keep(HttpContext context)
    {
        using var text = new StreamReader(context.Request.Body);
        _stored[context.Request.Path] = await text.ReadToEndAsync();
    }

    private OutputFile Output(string name)
    {
        var path = _folder[Guid.NewGuid().ToString("N")];
        File.WriteAllText(path, $"content of {name}");
        return new(name, path, new FileInfo(path).Length);
    }
}
