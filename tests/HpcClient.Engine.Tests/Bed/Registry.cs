using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>A real registry on loopback, with or without TLS, with or without a login.</summary>
internal sealed class Registry : IAsyncDisposable
{
    public const string User = "gear";
    public const string Password = "secretword";

    // htpasswd -Bbn gear secretword
    private const string Login = "gear:$2y$05$QgAbJ3Kct42r1i0RnbVkrujUZAYPIn0a0w57VsyMPHbytw5LjKI7W\n";

    private readonly RunningChild _child;
    private readonly HttpClient _http;
    private readonly TokenService? _tokens;

    private Registry(RunningChild child, HttpClient http, string host, TokenService? tokens)
    {
        _child = child;
        _http = http;
        _tokens = tokens;
        Host = host;
    }

    /// <summary>Host and port, as image names begin.</summary>
    public string Host { get; }

    /// <summary>Starts one.</summary>
    /// <param name="folder">For its files.</param>
    /// <param name="withLogin">Whether it wants a name and a password.</param>
    /// <param name="tls">Signs its certificate; then it listens where registries are spoken to with TLS, also by tools.</param>
    /// <param name="withTokens">Whether the login is one at a token service.</param>
    public static async Task<Registry> StartAsync(string folder, bool withLogin = false, HospitalAuthority? tls = null, bool withTokens = false)
    {
        if (Executables.Find("docker-registry") is not { } program)
        {
            Assert.Skip("docker-registry is not on PATH (Debian: package docker-registry).");
            throw new InvalidOperationException();
        }

        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "logins"), Login);
        var address = tls is null ? "127.0.0.1" : "127.0.0.2";
        var host = $"{address}:{FreePort()}";
        var settings = Path.Combine(folder, "registry.yml");
        var tokens = withTokens ? TokenService.Start(folder) : null;
        var auth = tokens is not null ? tokens.Settings
            : withLogin ? $"auth:\n  htpasswd:\n    realm: test\n    path: \"{folder}/logins\"\n" : "";
        await File.WriteAllTextAsync(settings, $"""
            version: 0.1
            log:
              level: warn
            storage:
              filesystem:
                rootdirectory: "{folder}/store"
            http:
              addr: "{host}"
            {(tls is null ? "" : Certificate(folder, tls, address))}
            {auth}
            """);
        var child = RunningChild.Start(
            new ChildCommand { Program = program, Arguments = ["serve", settings], NewSession = true }, (_, _) => ValueTask.CompletedTask);
        var http = new HttpClient(Handler(tls)) { BaseAddress = new Uri($"{(tls is null ? "http" : "https")}://{host}/v2/") };
        if (withLogin)
        {
            http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{User}:{Password}")));
        }

        var registry = new Registry(child, http, host, tokens);
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
    public Task<string> PushAsync(string name, string tag, string tarball)
    {
        if (_tokens is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new("Bearer", _tokens.Mint(name, "pull", "push"));
        }

        return new RegistryPush(_http).PushAsync(name, tag, tarball);
    }

    public async Task StopAsync()
    {
        await _child.StopAsync(TimeSpan.FromSeconds(5));
        await _child.WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _tokens?.Dispose();
        await _child.StopAsync(TimeSpan.FromSeconds(5));
        _child.Dispose();
    }

    private static string Certificate(string folder, HospitalAuthority authority, string address)
    {
        using var certificate = authority.Certificate(address);
        File.WriteAllText(Path.Combine(folder, "server.pem"), certificate.ExportCertificatePem() + "\n" + authority.BundlePem);
        using var key = certificate.GetRSAPrivateKey()!;
        File.WriteAllText(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
        return $"  tls:\n    certificate: \"{folder}/server.pem\"\n    key: \"{folder}/server.key\"";
    }

    private static SocketsHttpHandler Handler(HospitalAuthority? tls)
    {
        var handler = new SocketsHttpHandler();
        if (tls is not null)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(tls.BundlePem);
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            policy.ExtraStore.AddRange(authorities);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _http.GetAsync("");
            return answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.Unauthorized;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
