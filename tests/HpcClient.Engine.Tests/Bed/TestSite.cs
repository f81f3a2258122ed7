
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite;
using HpcClient.EmbeddedSite.Auth;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>A real site on loopback with one project to put things into.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly string _folder;
    private EmbeddedSiteServer _server;

    private readonly SiteGeneration _generation;

    private TestSite(EmbeddedSiteServer server, string folder, SiteGeneration generation)
    {
        _generation = generation;
        _server = server;
        _folder = folder;
        _http = new() { BaseAddress = server.Api };
        _http.DefaultRequestHeaders.Authorization = new("scitran-user", server.Secrets.UserKeys[SiteSecrets.Admin]);
    }

    public int Port => _server.Port;

    public string Secret => _server.Secrets.DroneSecret;

    public string Acquisition { get; private set; } = "";

    public static async Task<TestSite> StartAsync(string folder, SiteGeneration generation = SiteGeneration.Current)
    {
        var site = new TestSite(await ServeAsync(folder, 0, generation), folder, generation);
        await site.PostAsync("groups", new() { ["_id"] = "lab", ["label"] = "Lab" });
        var project = await site.MakeAsync("projects", "group", "lab");
        var subject = await site.MakeAsync("subjects", "project", project);
        var session = await site.MakeAsync("sessions", "subject", subject);
        site.Acquisition = await site.MakeAsync("acquisitions", "session", session);
        return site;
    }

    public async Task<JsonObject> PostAsync(string path, JsonObject body)
    {
        using var answer = await _http.PostAsync(path, Json(body));
        return await ReadAsync(answer);
    }

    public async Task PutAsync(string path, JsonObject body)
    {
        using var answer = await _http.PutAsync(path, Json(body));
        await ReadAsync(answer);
    }

    public async Task<JsonObject> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        return await ReadAsync(answer);
    }

    public async Task<string> LogOfAsync(string jobId) => await _http.GetStringAsync($"jobs/{jobId}/logs/text");

    public async Task<byte[]> OutputAsync(string name) => await _http.GetByteArrayAsync($"acquisitions/{Acquisition}/files/{Uri.EscapeDataString(name)}");

    public async Task<string[]> OutputNamesAsync() =>
        [.. ((await GetAsync($"acquisitions/{Acquisition}"))["files"]?.AsArray() ?? []).Select(file => (string)file!["name"]!)];

    public async Task AddFileAsync(string name, byte[] content)
    {
        using var form = new MultipartFormDataContent();
        using var part = new ByteArrayContent(content);
        part.Headers.ContentDisposition = new("form-data") { Name = "file", FileNameStar = name };
        form.Add(part);
        using var answer = await _http.PostAsync($"acquisitions/{Acquisition}/files", form);
        await ReadAsync(answer);
    }

    public async Task DeleteFileAsync(string name)
    {
        using var answer = await _http.DeleteAsync($"acquisitions/{Acquisition}/files/{Uri.EscapeDataString(name)}");
        await ReadAsync(answer);
    }

    /// <summary>Stores a tarball; gives its address and hash.</summary>
    public async Task<JsonObject> AddImageAsync(string tarball)
    {
        await using var stream = File.OpenRead(tarball);
        using var content = new StreamContent(stream);
        using var answer = await _http.PostAsync("gears/temp", content);
        return await ReadAsync(answer);
    }

    public async Task<JsonObject> JobAsync(string jobId) => await GetAsync($"jobs/{jobId}");

    /// <summary>Takes the site away, does something, and brings it back at the same address.</summary>
    public async Task WhileAwayAsync(Func<Task> action)
    {
        var port = _server.Port;
        await _server.StopAsync();
        await action();
        _server = await ServeAsync(_folder, port, _generation);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private static Task<EmbeddedSiteServer> ServeAsync(string folder, int port, SiteGeneration generation) =>
        EmbeddedSiteServer.StartAsync(new() { DataFolder = folder, Port = port, Generation = generation, HoldEngineInterval = null, OrphanScanInterval = null });

    private async Task<string> MakeAsync(string level, string parent, string id) =>
        (string)(await PostAsync(level, new() { [parent] = id, ["label"] = level }))["_id"]!;

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [];
    }
}
