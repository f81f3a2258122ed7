using System.Collections;
using System.Net;
using HpcClient.Commands.Site;
using HpcClient.Flywheel.Access.Network;

namespace HpcClient.Commands.Update;

/// <summary>Brings a package from the web: over https only, also where it redirects, through the proxy and with the authorities of the environment.</summary>
internal sealed class PackageDownload : IDisposable
{
    /// <summary>A package has some ten megabytes; what is far larger is something else.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    /// <summary>Longest wait for an answer and for each piece of it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int MostRedirects = 5;

    private readonly HttpClient _client;

    /// <summary>Reads proxy and authorities from the environment.</summary>
    /// <exception cref="CommandFault">They are faulty.</exception>
    public PackageDownload()
        : this(Handler())
    {
    }

    /// <summary>Takes a handler of its own, for tests.</summary>
    internal PackageDownload(HttpMessageHandler handler) => _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Writes what is at <paramref name="address"/> to <paramref name="path"/>.</summary>
    /// <exception cref="CommandFault">It cannot be had.</exception>
    public async Task SaveAsync(Uri address, string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var answer = await GetAsync(address, limit.Token);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                throw new CommandFault(ExitCodes.Failure, $"{Shown(address)} cannot be had: the server answers {(int)answer.StatusCode}. Check the address.");
            }

            await using var body = await answer.Content.ReadAsStreamAsync(limit.Token);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            var buffer = new byte[128 * 1024];
            for (int count; (count = await body.ReadAsync(buffer, limit.Token)) > 0; limit.CancelAfter(Patience))
            {
                if (file.Length + count > MaxBytes)
                {
                    throw new CommandFault(ExitCodes.Failure, $"{Shown(address)} is larger than {MaxBytes / 1024 / 1024} MB, so it is no package of ours. Check the address.");
                }

                await file.WriteAsync(buffer.AsMemory(0, count), limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandFault(ExitCodes.Failure, $"{Shown(address)} did not come for {Patience.TotalSeconds:0} seconds. Try again, or download it by other means and name the file.");
        }
        catch (HttpRequestException e)
        {
            throw new CommandFault(ExitCodes.Failure, $"{Shown(address)} cannot be had: {(e.InnerException ?? e).Message.TrimEnd('.')}. Check the address and HTTPS_PROXY, or download it by other means and name the file.");
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>An address as it may be shown: without name, password and query, which may be secrets.</summary>
    internal static string Shown(Uri address) => $"'{address.GetLeftPart(UriPartial.Path).Replace($"{address.UserInfo}@", "", StringComparison.Ordinal)}'";

    private async Task<HttpResponseMessage> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            var answer = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)answer.StatusCode is < 300 or > 399 || answer.Headers.Location is not { } next)
            {
                return answer;
            }

            answer.Dispose();
            address = new(address, next);
            if (redirects == MostRedirects || address.Scheme != Uri.UriSchemeHttps)
            {
                throw new CommandFault(ExitCodes.Failure, $"The server leads on to {Shown(address)}, which is {(address.Scheme == Uri.UriSchemeHttps ? "one redirect too many" : "not https")}. Download it by other means and name the file.");
            }
        }
    }

    private static SocketsHttpHandler Handler()
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(one => (string)one.Key, one => (string?)one.Value ?? "");
        if (SiteNetwork.Read(environment, caBundle: null, out var network) is { } fault)
        {
            throw new CommandFault(ExitCodes.Settings, fault);
        }

        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Proxy = network!.Proxy, UseProxy = network.Proxy is not null };
        if (network.Authorities is { } authorities)
        {
            handler.SslOptions.CertificateChainPolicy = new()
            {
                TrustMode = System.Security.Cryptography.X509Certificates.X509ChainTrustMode.CustomRootTrust,
                RevocationMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions.CertificateChainPolicy.ExtraStore.AddRange(authorities);
        }

        return handler;
    }
}
