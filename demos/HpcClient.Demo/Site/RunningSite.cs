using System.Net.Http.Headers;
using System.Text.Json;
using HpcClient.Posix.Processes;

namespace HpcClient.Demo.Site;

/// <summary>The embedded site while the demo runs, seen as its administrator sees it.</summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);

    private readonly RunningChild _server;
    private readonly HttpClient _http;

    private RunningSite(RunningChild server, HttpClient http, string data, int port, string droneSecret)
    {
        _server = server;
        _http = http;
        Data = data;
        Port = port;
        DroneSecret = droneSecret;
    }

    /// <summary>The site's data folder.</summary>
    public string Data { get; }

    /// <summary>Its port on loopback.</summary>
    public int Port { get; }

    /// <summary>What the cluster side logs in with.</summary>
    public string DroneSecret { get; }

    /// <summary>Starts the site on a free port and waits until it answers.</summary>
    public static async Task<RunningSite> StartAsync(ClientProgram client, string data, string log, CancellationToken cancellationToken)
    {
        var siteFile = Path.Combine(data, "site.json");
        Directory.CreateDirectory(data);
        File.Delete(siteFile);
        var output = File.Create(log);
        var server = RunningChild.Start(
            new() { Program = client.Path, Arguments = ["site", "serve", "--data", data, "--hold-interval", "0.5"], NewSession = true },
            async (stream, bytes) =>
            {
                // On standard output the site shows its new secret, once: that is for a person and not for a file.
                if (stream == ChildOutput.Error)
                {
                    await output.WriteAsync(bytes);
                    await output.FlushAsync();
                }
            });
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!File.Exists(siteFile) || !File.Exists(Path.Combine(data, "secrets.json")))
        {
            if (limit.IsCancellationRequested)
            {
                server.Send(Signal.Kill);
                throw new DemoException($"The embedded site did not start within 30 s. What it said: {log}");
            }

            await Task.Delay(50, cancellationToken);
        }

        using var site = JsonDocument.Parse(await File.ReadAllTextAsync(siteFile, cancellationToken));
        using var secrets = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(data, "secrets.json"), cancellationToken));
        var port = site.RootElement.GetProperty("port").GetInt32();
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "scitran-user", secrets.RootElement.GetProperty("user_keys").GetProperty("admin@example.org").GetString());
        return new(server, http, data, port, secrets.RootElement.GetProperty("drone_secret").GetString()!);
    }

    /// <summary>All jobs, oldest first.</summary>
    public async Task<IReadOnlyList<SiteJob>> JobsAsync(CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await _http.GetByteArrayAsync("jobs?limit=500&sort=created:asc", cancellationToken));
        return [.. document.RootElement.EnumerateArray().Select(SiteJob.Read)];
    }

    /// <summary>A job's whole log.</summary>
    public async Task<string> LogAsync(string jobId, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await _http.GetByteArrayAsync($"jobs/{jobId}/logs", cancellationToken));
        return string.Concat(document.RootElement.GetProperty("logs").EnumerateArray().Select(l => l.GetProperty("msg").GetString()));
    }

    /// <summary>One file of an acquisition.</summary>
    public Task<byte[]> FileAsync(string acquisitionId, string name, CancellationToken cancellationToken) =>
        _http.GetByteArrayAsync($"acquisitions/{acquisitionId}/files/{Uri.EscapeDataString(name)}", cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(StopGrace);
        _server.Dispose();
        _http.Dispose();
    }
}
