using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace HpcClient.Flywheel.Http;

/// <summary>Remembers in words why a host's certificate was refused: the exception of the handshake does not tell it for people.</summary>
/// <param name="authoritiesFrom">Where the trusted authorities come from; null for this machine.</param>
internal sealed class CertificateFaults(string? authoritiesFrom)
{
    private readonly ConcurrentDictionary<string, string> _byHost = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The standard verdict, kept; nothing is ever allowed here that .NET refuses.</summary>
    public bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
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
