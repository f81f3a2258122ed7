using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using HpcClient.Flywheel.Access.Network;

namespace HpcClient.Flywheel.Http;

/// <summary>Remembers what hosts showed, and in words why a certificate was refused: the exception of the handshake does not tell it for people.</summary>
/// <param name="authoritiesFrom">Where the trusted authorities come from; null for this machine.</param>
internal sealed class CertificateFaults(string? authoritiesFrom)
{
    private readonly ConcurrentDictionary<string, string> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, SeenCertificate> _seen = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The standard verdict, kept; nothing is ever allowed here that .NET refuses.</summary>
    public bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (sender is SslStream { TargetHostName: var host } && certificate is X509Certificate2 shown)
        {
            _seen[host] = Read(shown, chain);
        }

        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (sender is SslStream stream)
        {
            _byHost[stream.TargetHostName] = Describe(certificate, chain, errors);
        }

        return false;
    }

    /// <summary>Why <paramref name="host"/>'s certificate was refused, with the remedy, or null when it was not.</summary>
    public string? Take(string host) => _byHost.TryRemove(host, out var sentence) ? sentence : null;

    /// <summary>What <paramref name="host"/> showed last; null when it has shown nothing.</summary>
    public SeenCertificate? Seen(string host) => _seen.GetValueOrDefault(host);

    private SeenCertificate Read(X509Certificate2 shown, X509Chain? chain)
    {
        X509Certificate2[] all = chain is { ChainElements.Count: > 0 } ? [.. chain.ChainElements.Select(element => element.Certificate)] : [shown];
        return new([.. all.Select(one => one.Subject)], shown.Issuer, all.Min(one => new DateTimeOffset(one.NotAfter)), authoritiesFrom);
    }

    private string Describe(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "it shows no certificate. Ask the site's administrator";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return $"its certificate is for '{certificate?.Subject}', not for this host. Check SCITRAN_RUNTIME_HOST";
        }

        return status.HasFlag(X509ChainStatusFlags.NotTimeValid)
            ? "its certificate has expired or is not valid yet. Check this machine's clock, then ask the site's administrator"
            : authoritiesFrom is null
                ? $"its certificate was issued by '{certificate?.Issuer}', which this machine does not trust. " +
                  "Install that authority's certificate, or name its PEM file as ca_bundle in cast.yml or in SSL_CERT_FILE in credentials.sh"
                : $"its certificate was issued by '{certificate?.Issuer}', which is not among the authorities of {authoritiesFrom}. " +
                  "Add that authority's certificate there. If a proxy of your own inspects the traffic, it is the proxy's authority";
    }
}
