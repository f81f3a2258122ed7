using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite;
using HpcClient.Engine.Configuration;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>A site, a folder and an engine; everything real.</summary>
internal sealed class EngineBed : IAsyncDisposable
{
    private readonly DirectoryInfo _root;

    private EngineBed(DirectoryInfo root, TestSite site)
    {
        _root = root;
        Site = site;
        Folder = new(Directory.CreateDirectory(In("folder")).FullName);
        Environment = new()
        {
            ["SCITRAN_RUNTIME_HOST"] = "127.0.0.1",
            ["SCITRAN_RUNTIME_PORT"] = $"{site.Port}",
            ["SCITRAN_RUNTIME_INSECURE"] = "1",
            ["SCITRAN_CORE_DRONE_SECRET"] = site.Secret,
            ["FW_HPC_FOLDER"] = Folder.Root,
            ["ENGINE_TEMP_DIR"] = In("temp"),
            ["ENGINE_CACHE_DIR"] = In("cache"),
            ["ENGINE_MODULE"] = "host",
        };
    }

    public TestSite Site { get; }

    public WorkFolder Folder { get; }

    public Dictionary<string, string> Environment { get; }

    public StringWriter Console { get; } = new();

    public string Scratch => In("temp");

    /// <summary>Where the engine looks for its control groups; by default where there are none, whatever runs these tests.</summary>
    public string ProcFolder { get; set; } = "/nonexistent";

    public static async Task<EngineBed> StartAsync(string runtime = "host", SiteGeneration generation = SiteGeneration.Current)
    {
        var root = Directory.CreateTempSubdirectory("engine-test-");
        var bed = new EngineBed(root, await TestSite.StartAsync(Path.Combine(root.FullName, "site"), generation));
        bed.Environment["ENGINE_MODULE"] = RuntimeProbe.Word(runtime);
        return bed;
    }

    public string In(string name) => Path.Combine(_root.FullName, name);

    /// <summary>Puts a proxy between the engine and the site.</summary>
    public SiteProxy Intercept()
    {
        var proxy = new SiteProxy(new($"http://127.0.0.1:{Site.Port}/"));
        Environment["SCITRAN_RUNTIME_PORT"] = $"{proxy.Port}";
        return proxy;
    }

    /// <summary>Makes the engine's folders those of another user, who may enter this bed.</summary>
    public async Task GiveToAsync(TemporaryUser user)
    {
        // For the group too: Podman wants all folders above its store open to all, and else tries to make them so.
        File.SetUnixFileMode(_root.FullName, File.GetUnixFileMode(_root.FullName) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        foreach (var folder in new[] { Folder.Root, In("temp"), In("cache") })
        {
            await user.OwnAsync(Directory.CreateDirectory(folder).FullName);
        }
    }

    public async Task<string> AddGearAsync(Action<JsonObject>? manifest = null, string? tarball = null, JsonObject? exchange = null)
    {
        var gear = new JsonObject
        {
            ["name"] = "script", ["label"] = "Script", ["version"] = Guid.NewGuid().ToString("N"), ["author"] = "Test", ["description"] = "",
            ["license"] = "Other", ["source"] = "", ["url"] = "",
            ["inputs"] = new JsonObject { ["file"] = new JsonObject { ["base"] = "file", ["optional"] = true } },
            ["config"] = new JsonObject { ["script"] = new JsonObject { ["type"] = "string", ["default"] = "true" } },
        };
        manifest?.Invoke(gear);
        exchange ??= await ExchangeAsync(tarball);
        return (string)(await Site.PostAsync("gears/script", new() { ["gear"] = gear, ["exchange"] = exchange, ["category"] = "utility" }))["_id"]!;
    }

    public async Task<string> AddJobAsync(
        string script, string? gear = null, string? input = null, IReadOnlyDictionary<string, string>? inputs = null, string? option = null)
    {
        gear ??= await AddGearAsync();
        var body = new JsonObject
        {
            ["gear_id"] = gear,
            ["config"] = new JsonObject { ["script"] = script },
            ["destination"] = new JsonObject { ["type"] = "acquisition", ["id"] = Site.Acquisition },
            ["tags"] = new JsonArray("hpc"),
        };
        if (option is not null)
        {
            body["config"]![option] = true;
        }

        inputs ??= input is null ? null : new Dictionary<string, string> { ["file"] = input };
        if (inputs is not null)
        {
            body["inputs"] = new JsonObject(inputs.Select(file => KeyValuePair.Create<string, JsonNode?>(
                file.Key, new JsonObject { ["type"] = "acquisition", ["id"] = Site.Acquisition, ["name"] = file.Value })));
        }

        return (string)(await Site.PostAsync("jobs/add", body))["_id"]!;
    }

    public EngineSettings Settings(EngineLimits? limits = null)
    {
        EngineSettingsReader.Read(Environment, _root.FullName, out var settings).ShouldBeEmpty();
        return settings! with { Limits = limits ?? new(), ProcFolder = ProcFolder };
    }

    public GearEngine Engine(EngineLimits? limits = null) => new(Settings(limits), TextWriter.Synchronized(Console), TimeProvider.System);

    public async Task<EngineResult> RunAsync(string jobId, EngineLimits? limits = null)
    {
        using var engine = Engine(limits);
        return await engine.RunAsync(jobId);
    }

    /// <summary>Tells the engine of a submission, as the client does before it.</summary>
    public void Submit(string jobId, int attempt = 1, params IReadOnlyList<EndedBy> leaveToClient)
    {
        Directory.CreateDirectory(Folder.Attempts);
        RecordFile.WriteAttempt(Folder.AttemptOf(jobId), new()
        {
            JobId = jobId, Attempt = attempt, Nonce = $"nonce-{attempt}", Asked = "4 CPUs, 16G", AskedCpus = 4, AskedMemoryBytes = 16L << 30,
            AskedWalltimeSeconds = 7200, LeaveToClient = leaveToClient,
        });
    }

    public EndRecord End(string jobId) => RecordFile.ReadEnd(Folder.EndOf(jobId)).ShouldNotBeNull();

    /// <summary>Waits until the job's log on the site holds <paramref name="text"/>.</summary>
    public async Task WaitForLogAsync(string jobId, string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await Site.LogOfAsync(jobId)).Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(50, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        Layout.Tree.Delete(_root.FullName);
    }

    private async Task<JsonObject> ExchangeAsync(string? tarball)
    {
        tarball ??= Environment["ENGINE_MODULE"] == "host" ? await GearImage.BareAsync(_root.FullName) : await GearImage.WholeAsync();
        var image = await Site.AddImageAsync(tarball);
        return new() { ["rootfs-url"] = (string)image["rootfs-url"]!, ["rootfs-hash"] = (string)image["rootfs-hash"]! };
    }
}
