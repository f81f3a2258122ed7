using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite;
using HpcClient.EmbeddedSite.Auth;

namespace HpcClient.Faults.Tests.Site;

/// <summary>An embedded site with one gear, which counts its own runs and then does what the job's option <c>script</c> says.</summary>
internal sealed class FlywheelSite : IAsyncDisposable
{
    // The folder above says which job it is: one short line, appended in one write, is whole whoever else writes.
    private const string Run = """
        #!/bin/bash
        id=${PWD##*/job-}
        echo "run $$" >> "$FW_CONFIG_RUNS/${id%%.*}"
        set -e
        eval "$FW_CONFIG_SCRIPT"

        """;

    private readonly HttpClient _http;
    private readonly string _folder;
    private EmbeddedSiteServer _server;
    private string _acquisition = "";
    private string _gear = "";

    private FlywheelSite(EmbeddedSiteServer server, string folder)
    {
        _server = server;
        _folder = folder;
        _http = new() { BaseAddress = server.Api };
        _http.DefaultRequestHeaders.Authorization = new("scitran-user", server.Secrets.UserKeys[SiteSecrets.Admin]);
    }

    public int Port => _server.Port;

    public string Secret => _server.Secrets.DroneSecret;

    public static async Task<FlywheelSite> StartAsync(string folder)
    {
        var site = new FlywheelSite(await ServeAsync(folder, 0), folder);
        await site.FillAsync();
        return site;
    }

    /// <summary>Adds a job that does <paramref name="script"/> and moves it to running, as the hold engine does.</summary>
    public async Task<string> LaunchAsync(string script, string runsFolder, IReadOnlyList<string> tags)
    {
        var id = (string)(await PostAsync("jobs/add", new()
        {
            ["gear_id"] = _gear,
            ["config"] = new JsonObject { ["script"] = script, ["runs"] = runsFolder },
            ["destination"] = new JsonObject { ["type"] = "acquisition", ["id"] = _acquisition },
            ["tags"] = new JsonArray([.. tags.Prepend("hpc").Select(tag => JsonValue.Create(tag))]),
        }))["_id"]!;
        await SetStateAsync(id, "running");
        return id;
    }

    public async Task<string> StateAsync(string job) => (string)JsonNode.Parse(await _http.GetStringAsync($"jobs/{job}"))!["state"]!;

    public Task<string> LogAsync(string job) => _http.GetStringAsync($"jobs/{job}/logs/text");

    /// <summary>Fails a running job, as the orphan scan does, lets its user run it again, and moves the new one to running.</summary>
    /// <returns>The new job.</returns>
    public async Task<string> FailAndRetryAsync(string job)
    {
        await SetStateAsync(job, "failed");
        var again = (string)(await PostAsync($"jobs/{job}/retry", []))["_id"]!;
        await SetStateAsync(again, "running");
        return again;
    }

    /// <summary>Cancels a job as its user does.</summary>
    public async Task CancelAsync(string job) => (await _http.PutAsync($"jobs/{job}", Json(new() { ["state"] = "cancelled" }))).EnsureSuccessStatusCode();

    /// <summary>How often the site stored an output of this name.</summary>
    public async Task<int> OutputsAsync(string name) =>
        (JsonNode.Parse(await _http.GetStringAsync($"acquisitions/{_acquisition}"))!["files"]?.AsArray() ?? []).Count(file => (string)file!["name"]! == name);

    /// <summary>Takes the site away, does something, and brings it back at the same address.</summary>
    public async Task WhileAwayAsync(Func<Task> action)
    {
        var port = _server.Port;
        await _server.StopAsync();
        await action();
        _server = await ServeAsync(_folder, port);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private static Task<EmbeddedSiteServer> ServeAsync(string folder, int port) =>
        EmbeddedSiteServer.StartAsync(new() { DataFolder = folder, Port = port, HoldEngineInterval = null, OrphanScanInterval = null });

    private async Task SetStateAsync(string job, string state)
    {
        using var change = new HttpRequestMessage(HttpMethod.Put, $"jobs/{job}") { Content = Json(new() { ["state"] = state }) };
        change.Headers.Add("X-SciTran-Auth", Secret);
        change.Headers.Add("X-SciTran-Method", "test");
        change.Headers.Add("X-SciTran-Name", "hold engine");
        using var drone = new HttpClient { BaseAddress = _server.Api };
        (await drone.SendAsync(change)).EnsureSuccessStatusCode();
    }

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    private async Task FillAsync()
    {
        await PostAsync("groups", new() { ["_id"] = "lab", ["label"] = "Lab" });
        var project = await MakeAsync("projects", "group", "lab");
        var session = await MakeAsync("sessions", "subject", await MakeAsync("subjects", "project", project));
        _acquisition = await MakeAsync("acquisitions", "session", session);
        using var image = new ByteArrayContent(await ImageAsync());
        using var stored = await _http.PostAsync("gears/temp", image);
        var exchange = JsonNode.Parse(await stored.Content.ReadAsStringAsync())!;
        _gear = (string)(await PostAsync("gears/counter", new()
        {
            ["category"] = "utility",
            ["exchange"] = new JsonObject { ["rootfs-url"] = (string)exchange["rootfs-url"]!, ["rootfs-hash"] = (string)exchange["rootfs-hash"]! },
            ["gear"] = new JsonObject
            {
                ["name"] = "counter", ["label"] = "Counter", ["version"] = "1.0.0", ["author"] = "tests", ["description"] = "", ["license"] = "Other",
                ["source"] = "", ["url"] = "", ["inputs"] = new JsonObject(), ["command"] = "./run",
                ["config"] = new JsonObject { ["script"] = new JsonObject { ["type"] = "string" }, ["runs"] = new JsonObject { ["type"] = "string" } },
            },
        }))["_id"]!;
    }

    private static async Task<byte[]> ImageAsync()
    {
        const UnixFileMode Runnable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var stream = new MemoryStream();
        await using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var name in new[] { "flywheel/", "flywheel/v0/" })
            {
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, name) { Mode = Runnable });
            }

            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "flywheel/v0/run")
            {
                Mode = Runnable,
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Run)),
            });
        }

        return stream.ToArray();
    }

    private async Task<string> MakeAsync(string level, string parent, string id) =>
        (string)(await PostAsync(level, new() { [parent] = id, ["label"] = level, ["code"] = level }))["_id"]!;

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var answer = await _http.PostAsync(path, Json(body));
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"POST {path}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
