using System.Net.Http.Headers;
using System.Text.Json;
using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Machine;

/// <summary>A running embedded site with one image file, and a folder of the cluster side that points to it.</summary>
internal sealed class Installation : IAsyncDisposable
{
    /// <summary>Where the one file of the data set lies.</summary>
    public const string InputPath = "lab/study/sub-01/visit-1/scan/notes.txt";

    private readonly TemporaryFolder _folder;
    private readonly RunningChild _server;
    private readonly HttpClient _http;

    private Installation(TemporaryFolder folder, RunningChild server, HttpClient http, int port, string secret)
    {
        _folder = folder;
        _server = server;
        _http = http;
        Port = port;
        Secret = secret;
    }

    public int Port { get; }

    public string Secret { get; }

    public string Path => _folder.Path;

    public string Hpc => In("hpc");

    public string SiteData => In("site");

    /// <summary>Starts it.</summary>
    /// <param name="serve">Further arguments of <c>site serve</c>; with <c>--hold-interval 0</c> the folder is for a site without hold engine.</param>
    public static async Task<Installation> StartAsync(params string[] serve)
    {
        var folder = new TemporaryFolder();
        var data = folder.In("site");
        var log = new StringWriter();
        var isHoldGiven = serve.Contains("--hold-interval");
        var server = RunningChild.Start(
            new() { Program = Product.Client, Arguments = ["site", "serve", "--data", data, .. isHoldGiven ? [] : (string[])["--hold-interval", "0.2"], .. serve], NewSession = true },
            (_, bytes) =>
            {
                lock (log)
                {
                    log.Write(System.Text.Encoding.UTF8.GetString(bytes.Span));
                }

                return ValueTask.CompletedTask;
            });
        await Eventually.TrueAsync(() => File.Exists(System.IO.Path.Combine(data, "site.json")), "the site starts");
        using var site = JsonDocument.Parse(await File.ReadAllTextAsync(System.IO.Path.Combine(data, "site.json")));
        using var secrets = JsonDocument.Parse(await File.ReadAllTextAsync(System.IO.Path.Combine(data, "secrets.json")));
        var port = site.RootElement.GetProperty("port").GetInt32();
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "scitran-user", secrets.RootElement.GetProperty("user_keys").GetProperty("admin@example.org").GetString());
        var installation = new Installation(folder, server, http, port, secrets.RootElement.GetProperty("drone_secret").GetString()!) { HasHoldEngine = !isHoldGiven && !serve.Contains("2018"), UsesHoldEngine = !isHoldGiven };
        await installation.FillAsync();
        return installation;
    }

    /// <summary>Whether pending jobs are set running by the site itself.</summary>
    private bool HasHoldEngine { get; init; }

    private bool UsesHoldEngine { get; init; }

    public string In(params ReadOnlySpan<string> parts) => _folder.In(parts);

    /// <summary>Writes cast.yml; default is the local scheduler.</summary>
    public void Cast(string lines = "  cluster: local\n") => DurableFile.Write(
        System.IO.Path.Combine(Hpc, "settings", "cast.yml"),
        $"cast:\n  admin_contact_email: hpc@example.org\n  cast_on_tag: true\n  use_hold_engine: {(UsesHoldEngine ? "true" : "false")}\n{lines}");

    /// <summary>Writes credentials.sh; defaults lead to the site with the host runtime.</summary>
    public void Credentials(int? port = null, string? secret = null) => DurableFile.Write(
        System.IO.Path.Combine(Hpc, "settings", "credentials.sh"),
        $"""
        export SCITRAN_RUNTIME_HOST=127.0.0.1
        export SCITRAN_RUNTIME_PORT={port ?? Port}
        export SCITRAN_RUNTIME_INSECURE=1
        export SCITRAN_CORE_DRONE_SECRET={secret ?? Secret}
        export ENGINE_MODULE=host
        export FW_HPC_ALLOW_HOST=1

        """);

    /// <summary>Adds a gear whose run script is <paramref name="script"/>, with a root file system that holds nothing else.</summary>
    public async Task GearAsync(string name, string script, string? image = null, string category = "utility")
    {
        var source = In($"gear-{name}");
        var home = System.IO.Path.Combine(source, "flywheel", "v0");
        Directory.CreateDirectory(home);
        var manifest = System.IO.Path.Combine(home, "manifest.json");
        await File.WriteAllTextAsync(manifest, $$"""
            {
              "name": "{{name}}", "label": "{{name}}", "version": "1.0.0", "description": "A gear of the tests.",
              "author": "tests", "license": "Other", "source": "", "url": "",
              "inputs": { "notes": { "base": "file", "description": "Any file." } },
              "config": {}, "command": "./run"
            }
            """);
        var run = System.IO.Path.Combine(home, "run");
        await File.WriteAllTextAsync(run, script);
        File.SetUnixFileMode(run, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (image is null)
        {
            image = In($"{name}.tar");
            (await Product.RunAsync("tar", ["-C", source, "-cf", image, "."])).ExitCode.ShouldBe(0);
        }

        await OkAsync("site", "gear", "add", manifest, "--image", image, "--category", category, "--data", SiteData);
    }

    /// <summary>Launches a job tagged hpc and waits until the hold engine has it.</summary>
    public async Task<string> LaunchAsync(string gear, params string[] tags)
    {
        List<string> arguments = ["site", "gear", "run", gear, "--input", $"notes={InputPath}", "--tag", "hpc"];
        arguments.AddRange(tags.SelectMany(t => new[] { "--tag", t }));
        var output = await OkAsync([.. arguments, "--data", SiteData]);
        var id = output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Last(w => w.Length == 24);
        await StateAsync(id, HasHoldEngine ? "running" : "pending");
        return id;
    }

    /// <summary>Sweeps once.</summary>
    public Task<ChildResult> SweepAsync(IReadOnlyDictionary<string, string?>? environment = null) =>
        Product.RunAsync(Product.Client, ["run", "--folder", Hpc], environment);

    /// <summary>Sweeps until the job is over.</summary>
    public async Task<string> SweepUntilOverAsync(string jobId)
    {
        var state = "";
        await Eventually.TrueAsync(
            async () =>
            {
                await SweepAsync();
                state = await StateAsync(jobId);
                return state is "complete" or "failed" or "cancelled";
            },
            $"job {jobId} ends");
        return state;
    }

    public async Task<string> StateAsync(string jobId)
    {
        using var job = JsonDocument.Parse(await _http.GetByteArrayAsync($"jobs/{jobId}"));
        return job.RootElement.GetProperty("state").GetString()!;
    }

    public Task StateAsync(string jobId, string wanted) =>
        Eventually.TrueAsync(async () => await StateAsync(jobId) == wanted, $"job {jobId} becomes {wanted}");

    /// <summary>What the site answers to the administrator.</summary>
    public async Task<System.Text.Json.Nodes.JsonNode?> ReadAsync(string path) => System.Text.Json.Nodes.JsonNode.Parse(await _http.GetByteArrayAsync(path));

    /// <summary>Claims the next job as an engine would; nobody hears of it then.</summary>
    public async Task<string> ClaimAsync(string tag) => (string)(await ReadAsync($"jobs/next?tags={tag}"))!["id"]!;

    /// <summary>Runs a failed job again; answers the new one's id.</summary>
    public async Task<string> RetryAsync(string jobId) => (await OkAsync("site", "retry", jobId, "--data", SiteData)).Trim();

    public async Task<string> LogAsync(string jobId)
    {
        using var logs = JsonDocument.Parse(await _http.GetByteArrayAsync($"jobs/{jobId}/logs"));
        return string.Concat(logs.RootElement.GetProperty("logs").EnumerateArray().Select(l => l.GetProperty("msg").GetString()));
    }

    /// <summary>Writes into a job's log as its engine would.</summary>
    public async Task SayAsync(string jobId, string line) =>
        (await _http.PostAsync($"jobs/{jobId}/logs", new StringContent($$"""[{"fd":1,"msg":"{{line}}\n"}]""", System.Text.Encoding.UTF8, "application/json"))).EnsureSuccessStatusCode();

    public async Task CancelAsync(string jobId) =>
        (await _http.PutAsync($"jobs/{jobId}", new StringContent("""{"state":"cancelled"}""", System.Text.Encoding.UTF8, "application/json"))).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        // A job that is over at the site still writes its last lines here; what was left running on purpose is not waited for long.
        await Eventually.WithinAsync(TimeSpan.FromSeconds(10), () => Task.FromResult(!HasLocalJobs()));
        await _server.StopAsync(TimeSpan.FromSeconds(10));
        _server.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    private bool HasLocalJobs() =>
        In("hpc", "state", "local", "active") is var active && Directory.Exists(active) && Directory.EnumerateDirectories(active).Any();

    private static async Task<string> OkAsync(params string[] arguments)
    {
        var result = await Product.ClientAsync(arguments);
        result.ExitCode.ShouldBe(0, $"{string.Join(' ', arguments)}: {result.Error}{result.Out}");
        return result.Out;
    }

    private async Task FillAsync()
    {
        var file = In("data-set", InputPath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "three\nlines\nhere\n");
        await OkAsync("site", "load", In("data-set"), "--data", SiteData);
        await OkAsync("setup", "--folder", Hpc, "--basic");
        Cast();
        Credentials();
    }
}
