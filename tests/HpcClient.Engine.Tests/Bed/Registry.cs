using System.Net;
using System.Net.Sockets;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>A real registry on loopback, without TLS, with or without a login.</summary>
internal sealed class Registry : IAsyncDisposable
{
    public const string User = "gear";
    public const string Password = "secretword";

    // htpasswd -Bbn gear secretword
    private const string Login = "gear:$2y$05$QgAbJ3Kct42r1i0RnbVkrujUZAYPIn0a0w57VsyMPHbytw5LjKI7W\n";

    private readonly RunningChild _child;
    private readonly HttpClient _http;

    private Registry(RunningChild child, HttpClient http, string host)
    {
        _child = child;
        _http = http;
        Host = host;
    }

    /// <summary>Host and port, as image names begin.</summary>
    public string Host { get; }

    public static async Task<Registry> StartAsync(string folder, bool withLogin = false)
    {
        if (Executables.Find("docker-registry") is not { } program)
        {
            Assert.Skip("docker-registry is not on PATH (Debian: package docker-registry).");
            throw new InvalidOperationException();
        }

        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "logins"), Login);
        var host = $"127.0.0.1:{FreePort()}";
        var settings = Path.Combine(folder, "registry.yml");
        var login = withLogin ? $"auth:\n  htpasswd:\n    realm: test\n    path: \"{folder}/logins\"\n" : "";
        await File.WriteAllTextAsync(settings, $"""
            version: 0.1
            log:
              level: warn
            storage:
              filesystem:
                rootdirectory: "{folder}/store"
            http:
              addr: "{host}"
            {login}
            """);
        var child = RunningChild.Start(
            new ChildCommand { Program = program, Arguments = ["serve", settings], NewSession = true }, (_, _) => ValueTask.CompletedTask);
        var http = new HttpClient { BaseAddress = new Uri($"http://{host}/v2/") };
        if (withLogin)
        {
            http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{User}:{Password}")));
        }

        var registry = new Registry(child, http, host);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await registry.AnswersAsync())
        {
            await Task.Delay(25, limit.Token);
        }

        return registry;
    }

    /// <summary>A port of loopback that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Stores an image of one layer.</summary>
    /// <returns>Its digest.</returns>
    public Task<string> PushAsync(string name, string tag, string tarball) => new RegistryPush(_http).PushAsync(name, tag, tarball);

    public async Task StopAsync()
    {
        await _child.StopAsync(TimeSpan.FromSeconds(5));
        await _child.WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _child.StopAsync(TimeSpan.FromSeconds(5));
        _child.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _http.GetAsync("");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
