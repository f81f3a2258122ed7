using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Flywheel.Access.Network;
using HpcClient.Settings.Registries;

namespace HpcClient.Engine.Images.Registries;

/// <summary>Asks a registry which image a tag means: one HEAD of the manifest, after a login where it wants one (OCI distribution 1.1).</summary>
internal sealed class RegistryClient : IDisposable
{
    private const string WantsLogin = "it wants a login";
    private const long MaxTokenBytes = 1024 * 1024;

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(20);
    private static readonly string[] ManifestTypes =
    [
        "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.docker.distribution.manifest.v2+json",
    ];

    private readonly HttpClient _http;

    public RegistryClient(SiteNetwork network)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Proxy = network.Proxy, UseProxy = network.Proxy is not null };
        if (network.Authorities is { } authorities)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            policy.ExtraStore.AddRange(authorities);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        _http = new(handler) { Timeout = CallTimeout, MaxResponseContentBufferSize = MaxTokenBytes };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("fw-hpc-client/3");
    }

    /// <summary>The digest of the manifest that <paramref name="name"/>'s tag means.</summary>
    /// <param name="name">The image.</param>
    /// <param name="login">Login, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The digest; or null and why not, in a few words.</returns>
    public Task<(string? Digest, string Reason)> DigestAsync(RegistryName name, RegistryLogin? login, CancellationToken cancellationToken) =>
        AskAsync(name, $"{name.Repository}/manifests/{name.Tag ?? "latest"}", login, Read, reason => (null, reason), WantsLogin, cancellationToken);

    /// <summary>Whether the registry <paramref name="host"/> answers and takes the login, by its front door (<c>/v2/</c>).</summary>
    /// <param name="host">The registry, with its port where it has one.</param>
    /// <param name="login">Login, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it does; else why not, in a few words.</returns>
    public Task<string?> PingAsync(string host, RegistryLogin? login, CancellationToken cancellationToken) => AskAsync<string?>(
        new(host, "", null, null), "", login,
        answer => answer.IsSuccessStatusCode ? null : $"it answered {(int)answer.StatusCode}, which no registry does",
        reason => reason,
        login is null ? WantsLogin : $"it refuses the login '{login.User}'",
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // Asks for what lies at path below /v2/: first as nobody, then, where that is refused, with what the registry asks for.
    private async Task<T> AskAsync<T>(
        RegistryName name, string path, RegistryLogin? login, Func<HttpResponseMessage, T> read, Func<string, T> fail, string refusal, CancellationToken cancellationToken)
    {
        try
        {
            var address = new Uri($"{(name.IsLoopback ? "http" : "https")}://{name.ApiHost}/v2/{path}");
            using var first = await HeadAsync(address, null, cancellationToken);
            if (first.StatusCode != HttpStatusCode.Unauthorized)
            {
                return read(first);
            }

            if (RegistryChallenge.Of(first) is not { } challenge || await AuthorizeAsync(challenge, name, login, cancellationToken) is not { } authorization)
            {
                return fail(refusal);
            }

            using var second = await HeadAsync(address, authorization, cancellationToken);
            return second.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? fail(refusal) : read(second);
        }
        catch (HttpRequestException e)
        {
            return fail(e.HttpRequestError == HttpRequestError.SecureConnectionError ? "its certificate is not trusted" : "it cannot be reached");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return fail("it does not answer");
        }
        catch (Exception e) when (e is JsonException or UriFormatException or InvalidOperationException)
        {
            return fail("its answer makes no sense");
        }
    }

    private static (string? Digest, string Reason) Read(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode && answer.Headers.TryGetValues("Docker-Content-Digest", out var values)
            && values.FirstOrDefault() is { } digest && RegistryDigest.IsValid(digest)
                ? (digest, "")
                : (null, answer.StatusCode switch
                {
                    HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => WantsLogin,
                    HttpStatusCode.NotFound => "it has no such image",
                    HttpStatusCode.TooManyRequests => "it was asked too often",
                    _ => $"it answered {(int)answer.StatusCode}",
                });

    private Task<HttpResponseMessage> HeadAsync(Uri address, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Head, address);
        foreach (var type in ManifestTypes)
        {
            request.Headers.Accept.ParseAdd(type);
        }

        request.Headers.Authorization = authorization;
        return _http.SendAsync(request, cancellationToken);
    }

    private async Task<AuthenticationHeaderValue?> AuthorizeAsync(
        RegistryChallenge challenge, RegistryName name, RegistryLogin? login, CancellationToken cancellationToken)
    {
        var basic = login is null ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.RevealPassword()}")));
        if (challenge.Scheme == "basic")
        {
            return basic;
        }

        if (challenge.TokenAddress(name) is not { } address)
        {
            return null;
        }

        // Without a login too: public images of large registries want a token that anybody gets.
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = basic;
        using var answer = await _http.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            return null;
        }

        var fields = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        var token = fields?["token"]?.ToString() ?? fields?["access_token"]?.ToString();
        return string.IsNullOrEmpty(token) || token.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? null : new("Bearer", token);
    }
}
