using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Sweeping;
using HpcClient.Casting.Watching;
using HpcClient.EmbeddedSite;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Access;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Priorities;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>A real embedded site, a real folder and ledger, and a scripted scheduler: what sweeps work with.</summary>
internal sealed class CastingSite : IAsyncDisposable
{
    private static readonly SiteClientOptions Impatient = new() { FirstRetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(2) };

    private readonly TemporaryFolder _folder;
    private readonly EmbeddedSiteServer _server;
    private readonly HttpClient _http;
    private readonly SiteClient _client;
    private string _acquisition = "";
    private string _gear = "";

    private CastingSite(TemporaryFolder folder, EmbeddedSiteServer server)
    {
        _folder = folder;
        _server = server;
        _http = new() { BaseAddress = server.Api };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("scitran-user", server.Secrets.UserKeys["admin@example.org"]);
        Proxy = new(server.Api);
        SiteAddress.Read("127.0.0.1", Proxy.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), insecure: true, out var address);
        _client = new(new(address!, new DroneSecret(server.Secrets.DroneSecret)), Impatient);
        Folder = new(folder.In("hpc"));
        foreach (var path in (string[])[Folder.Generated, Folder.Queue, Folder.Temp, Folder.State, Folder.Claims, Folder.Ends])
        {
            Directory.CreateDirectory(path);
        }
    }

    public WorkFolder Folder { get; }

    /// <summary>What the sweep's calls go through.</summary>
    public SiteProxy Proxy { get; }

    public RecordedLog Log { get; } = new();

    public IPriorityRule PriorityRule { get; set; } = new NoPriority();

    public ScriptedScheduler Scheduler { get; } = new();

    /// <summary>The clock of sweeps; the site has the real one.</summary>
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public CastSettings Settings { get; set; } = new() { Cluster = "slurm", CastOnTag = true, UseHoldEngine = true, AdminContactEmail = "hpc@example.org" };

    /// <summary>Whether jobs that are added stay pending: then nobody but the sweep takes them.</summary>
    public bool KeepsPending { get; init; }

    public static async Task<CastingSite> StartAsync(SiteGeneration generation = SiteGeneration.Current, bool keepsPending = false)
    {
        var folder = new TemporaryFolder();
        var server = await EmbeddedSiteServer.StartAsync(new() { DataFolder = folder.In("site"), Generation = generation, HoldEngineInterval = null, OrphanScanInterval = null });
        var site = new CastingSite(folder, server) { KeepsPending = keepsPending || generation == SiteGeneration.Core2018 };
        await site.FillAsync();
        return site;
    }

    /// <summary>Adds a job and moves it to running, as the hold engine does.</summary>
    public Task<string> AddJobAsync(params string[] tags) => AddJobAsync("low", tags);

    /// <summary>The same with a priority.</summary>
    public async Task<string> AddJobAsync(string priority, string[] tags)
    {
        var id = (await PostAsync("jobs/add", new JsonObject
        {
            ["priority"] = priority,
            ["gear_id"] = _gear,
            ["inputs"] = new JsonObject(),
            ["destination"] = new JsonObject { ["type"] = "acquisition", ["id"] = _acquisition },
            ["tags"] = new JsonArray([.. ((string[])["hpc", .. tags]).Select(t => JsonValue.Create(t))]),
        }))["_id"]!.GetValue<string>();
        if (!KeepsPending)
        {
            await SendAsDroneAsync(HttpMethod.Put, $"jobs/{id}", new JsonObject { ["state"] = "running" });
        }

        return id;
    }

    public async Task<SweepReport> SweepAsync()
    {
        using var ledger = LedgerStore.Open(Folder.LedgerFile, Time);
        ledger.TryTakeLease(LeaseHolder.Me()).ShouldBeNull();
        try
        {
            return await new Sweep(new(Folder, Settings, _client, ledger, Scheduler)
            {
                Defaults = SchedulerRegistry.Defaults(Settings.Cluster)!,
                Context = new WatchContext(Time, Log),
                PriorityRule = PriorityRule,
            }).RunAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            ledger.ReleaseLease();
        }
    }

    public LedgerEntry? Remembered(string jobId)
    {
        using var ledger = LedgerStore.Open(Folder.LedgerFile, Time);
        return ledger.Find(jobId);
    }

    public async Task<string> StateAsync(string jobId) => (await GetAsync($"jobs/{jobId}"))["state"]!.GetValue<string>();

    public async Task<string> LogAsync(string jobId) =>
        string.Concat((await GetAsync($"jobs/{jobId}/logs"))["logs"]!.AsArray().Select(l => l!["msg"]!.GetValue<string>()));

    public Task CancelAsync(string jobId) => PutAsync(jobId, "cancelled");

    /// <summary>Lets the site fail a job, as its orphan scan does, and run it again as a new one, which the hold engine takes.</summary>
    /// <returns>The new job.</returns>
    public async Task<string> FailAndRetryAsync(string jobId)
    {
        await SendAsDroneAsync(HttpMethod.Put, $"jobs/{jobId}", new JsonObject { ["state"] = "failed" });
        var again = (await PostAsync($"jobs/{jobId}/retry", new JsonObject()))["_id"]!.GetValue<string>();
        if (!KeepsPending)
        {
            await SendAsDroneAsync(HttpMethod.Put, $"jobs/{again}", new JsonObject { ["state"] = "running" });
        }

        return again;
    }

    /// <summary>Asks for something as an operator does, without the lease.</summary>
    public LedgerOrder Order(string jobId, OrderKind kind)
    {
        using var ledger = LedgerStore.Open(Folder.LedgerFile, Time);
        return ledger.Order(ledger.Add(jobId, kind, "ada@login1"))!;
    }

    /// <summary>An order as it stands now.</summary>
    public LedgerOrder Again(LedgerOrder order)
    {
        using var ledger = LedgerStore.Open(Folder.LedgerFile, Time);
        return ledger.Order(order.Number)!;
    }

    /// <summary>Makes the whitelist group; as the drone, since a person who makes a group is its first member.</summary>
    public Task MakeWhitelistAsync(params string[] users) => MakeGroupAsync("hpc-whitelist", users);

    public async Task MakeGroupAsync(string group, params string[] users)
    {
        await SendAsDroneAsync(HttpMethod.Post, "groups", new JsonObject { ["_id"] = group, ["label"] = "HPC" });
        foreach (var user in users)
        {
            await SendAsDroneAsync(HttpMethod.Post, $"groups/{group}/permissions", new JsonObject { ["_id"] = user, ["access"] = "ro" });
        }
    }

    public Task StopSiteAsync() => _server.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Proxy.DisposeAsync();
        _http.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task FillAsync()
    {
        await PostAsync("groups", new JsonObject { ["_id"] = "lab", ["label"] = "Lab" });
        var project = await PostAsync("projects", new JsonObject { ["group"] = "lab", ["label"] = "study" });
        var subject = await PostAsync("subjects", new JsonObject { ["project"] = project["_id"]!.GetValue<string>(), ["label"] = "s", ["code"] = "s" });
        var session = await PostAsync("sessions", new JsonObject { ["project"] = project["_id"]!.GetValue<string>(), ["subject"] = subject["_id"]!.GetValue<string>(), ["label"] = "v" });
        _acquisition = (await PostAsync("acquisitions", new JsonObject { ["session"] = session["_id"]!.GetValue<string>(), ["label"] = "a" }))["_id"]!.GetValue<string>();
        _gear = (await PostAsync("gears/tester", new JsonObject
        {
            ["category"] = "utility",
            ["exchange"] = new JsonObject { ["rootfs-url"] = "docker://example/tester", ["rootfs-hash"] = "sha256:00", ["git-commit"] = "none" },
            ["gear"] = new JsonObject
            {
                ["name"] = "tester",
                ["label"] = "tester",
                ["version"] = "1.0.0",
                ["description"] = "For tests.",
                ["author"] = "tests",
                ["license"] = "Other",
                ["source"] = "",
                ["url"] = "",
                ["inputs"] = new JsonObject(),
                ["config"] = new JsonObject(),
            },
        }))["_id"]!.GetValue<string>();
    }

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _http.GetStringAsync(path))!;

    private async Task<JsonNode> PostAsync(string path, JsonNode body)
    {
        var answer = await _http.PostAsync(path, Content(body));
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"POST {path}: {answer.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    private async Task PutAsync(string jobId, string state) =>
        (await _http.PutAsync($"jobs/{jobId}", Content(new JsonObject { ["state"] = state }))).EnsureSuccessStatusCode();

    private async Task SendAsDroneAsync(HttpMethod method, string path, JsonNode body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = Content(body) };
        request.Headers.Add("X-SciTran-Auth", _server.Secrets.DroneSecret);
        request.Headers.Add("X-SciTran-Method", "test");
        request.Headers.Add("X-SciTran-Name", "hold engine");
        using var drone = new HttpClient { BaseAddress = _server.Api };
        (await drone.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private static StringContent Content(JsonNode body) => new(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
}
