using System.Security.Cryptography.X509Certificates;
using HpcClient.Flywheel.Access.Network;

namespace HpcClient.Flywheel.Http;

/// <summary>Sends requests; what goes wrong below HTTP comes out as a <see cref="Errors.SiteException"/> in words.</summary>
internal sealed class Transport : IDisposable
{
    /// <summary>Short, so that a connection that the far side is about to close is seldom used for a call that may not be repeated.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(15);

    /// <summary>A site may move behind its name: connections are renewed now and then.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    private readonly CertificateFaults _certificates;
    private readonly HttpClient _client;

    public Transport(SiteClientOptions options, SiteNetwork network)
    {
        _certificates = new(network.AuthoritiesFrom);
        var handler = new SocketsHttpHandler
        {
            // Redirects are followed by hand, where they are expected at all: the credential must not travel along.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.ConnectTimeout < options.CallTimeout ? options.ConnectTimeout : options.CallTimeout,
            PooledConnectionIdleTimeout = IdleTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            Proxy = network.Proxy,
            UseProxy = network.Proxy is not null,
        };
        if (network.Authorities is { } authorities)
        {
            handler.SslOptions.CertificateChainPolicy = OnlyTrusting(authorities);
        }

        handler.SslOptions.RemoteCertificateValidationCallback = _certificates.Judge;
        _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("fw-hpc-client/3");
    }

    /// <summary>What <paramref name="host"/> showed as its certificate; null before the first connection, and where there is no TLS.</summary>
    public SeenCertificate? CertificateOf(string host) => _certificates.Seen(host);

    /// <summary>Sends one request and returns as soon as the head of the answer is there.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Deadline deadline)
    {
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        }
        catch (Exception e) when (TransportFaults.IsOurs(e))
        {
            throw TransportFaults.Describe(e, request.RequestUri!, deadline, _certificates);
        }
    }

    /// <summary>Reads on in an answer's body.</summary>
    public async Task<int> ReadAsync(Stream body, Memory<byte> buffer, Uri from, Deadline deadline)
    {
        try
        {
            var count = await body.ReadAsync(buffer, deadline.Token);
            deadline.Restart();
            return count;
        }
        catch (Exception e) when (TransportFaults.IsOurs(e))
        {
            throw TransportFaults.Describe(e, from, deadline, _certificates);
        }
    }

    public void Dispose() => _client.Dispose();

    private static X509ChainPolicy OnlyTrusting(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);

        // A bundle may hold intermediate authorities as well, for servers that do not send theirs.
        policy.ExtraStore.AddRange(authorities);
        return policy;
    }
}
