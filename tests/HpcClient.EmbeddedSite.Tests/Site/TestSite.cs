using System.Net;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.EmbeddedSite.Tests.Site;

/// <summary>A real server on loopback over a folder of its own, and callers of every kind.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _keepFolder;

    private TestSite(EmbeddedSiteServer server, string folder, bool keepFolder, FakeTimeProvider time)
    {
        _folder = folder;
        _keepFolder = keepFolder;
        Server = server;
        Time = time;
        Drone = Caller();
        Drone.DefaultRequestHeaders.Add("X-SciTran-Auth", server.Secrets.DroneSecret);
        Drone.DefaultRequestHeaders.Add("X-SciTran-Method", "python");
        Drone.DefaultRequestHeaders.Add("X-SciTran-Name", "hpc queue");
        Admin = With(server.Secrets.UserKeys[SiteSecrets.Admin]);
        Researcher = With(server.Secrets.UserKeys[SiteSecrets.Researcher]);
        Nobody = Caller();
    }

    public EmbeddedSiteServer Server { get; }

    public FakeTimeProvider Time { get; }

    public HttpClient Drone { get; }

    public HttpClient Admin { get; }

    public HttpClient Researcher { get; }

    public HttpClient Nobody { get; }

    public string Folder => _folder;

    /// <summary>Starts one; nothing moves by itself unless the test says so.</summary>
    public static async Task<TestSite> StartAsync(Func<EmbeddedSiteOptions, EmbeddedSiteOptions>? change = null, string? folder = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var own = folder ?? NewFolder();
        var options = new EmbeddedSiteOptions { DataFolder = own, TimeProvider = time, HoldEngineInterval = null, OrphanScanInterval = null };
        return new(await EmbeddedSiteServer.StartAsync(change?.Invoke(options) ?? options), own, folder is not null, time);
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("fw-hpc-site-").FullName;

    public HttpClient Caller() => new() { BaseAddress = Server.Api };

    public HttpClient With(string key)
    {
        var caller = Caller();
        caller.DefaultRequestHeaders.Authorization = new("scitran-user", key);
        return caller;
    }

    /// <summary>Makes a group, a project in which the researcher may write, and the tree down to an acquisition; answers its id.</summary>
    public async Task<string> MakeAcquisitionAsync(string group = "neuro")
    {
        await Admin.PostAsync("groups", new JsonObject { ["_id"] = group });
        await Admin.PostAsync($"groups/{group}/permissions", new JsonObject { ["_id"] = SiteSecrets.Researcher, ["access"] = "rw" });
        var project = await MakeAsync("projects", "group", group);
        var subject = await MakeAsync("subjects", "project", project);
        var session = await MakeAsync("sessions", "subject", subject);
        return await MakeAsync("acquisitions", "session", session);
    }

    public async Task<string> MakeAsync(string plural, string parentKey, string parent) =>
        (await Admin.PostAsync(plural, new JsonObject { ["label"] = plural + "-1", [parentKey] = parent })).Id();

    /// <summary>A gear with an input "dicom" and a few options.</summary>
    public async Task<string> MakeGearAsync(string name = "demo", Action<JsonObject>? change = null)
    {
        var manifest = Manifests.Valid(name);
        change?.Invoke(manifest);
        return (await Admin.PostAsync($"gears/{name}", new JsonObject
        {
            ["category"] = "utility",
            ["gear"] = manifest,
            ["exchange"] = new JsonObject { ["git-commit"] = "c", ["rootfs-hash"] = "sha384:ab", ["rootfs-url"] = "https://example.org/x.tgz" },
        })).Id();
    }

    /// <summary>A pending job of the researcher whose outputs go to <paramref name="acquisition"/>.</summary>
    public async Task<string> AddJobAsync(string gear, string acquisition, params string[] tags) =>
        (await Researcher.PostAsync("jobs/add", new JsonObject
        {
            ["gear_id"] = gear,
            ["destination"] = new JsonObject { ["type"] = "acquisition", ["id"] = acquisition },
            ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]),
        })).Id();

    /// <summary>A job that runs, with all it needs.</summary>
    public async Task<string> MakeRunningJobAsync(params string[] tags)
    {
        var job = await AddJobAsync(await MakeGearAsync(), await MakeAcquisitionAsync(), tags);
        (await Drone.PutAsync($"jobs/{job}", new JsonObject { ["state"] = "running" })).Status.ShouldBe(HttpStatusCode.OK);
        return job;
    }

    public async Task<JsonObject> JobAsync(string id) => (JsonObject)(await Admin.ReadAsync($"jobs/{id}")).Json!;

    public async ValueTask DisposeAsync()
    {
        foreach (var caller in (HttpClient[])[Drone, Admin, Researcher, Nobody])
        {
            caller.Dispose();
        }

        await Server.DisposeAsync();
        if (!_keepFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
