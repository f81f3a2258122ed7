using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace HpcClient.Flywheel.Access.Network;

/// <summary>The way to the site: proxy and trusted certificate authorities, as hospitals have them.</summary>
public sealed record SiteNetwork
{
    private static readonly string[] BundleVariables = ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"];

    /// <summary>No proxy, and the authorities that this machine trusts.</summary>
    public static SiteNetwork Direct { get; } = new();

    /// <summary>The proxy; null for none.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>The only authorities that count; null for those that this machine trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Where <see cref="Authorities"/> come from, in words: setting and path.</summary>
    public string? AuthoritiesFrom { get; init; }

    /// <summary>File or folder of <see cref="Authorities"/>, for programs that we start.</summary>
    public string? AuthoritiesPath { get; init; }

    /// <summary>
    /// Reads what the Python client's HTTP library took from the environment: <c>HTTPS_PROXY</c>, <c>ALL_PROXY</c> and
    /// <c>NO_PROXY</c> in lower or upper case (lower first), <c>REQUESTS_CA_BUNDLE</c>, <c>CURL_CA_BUNDLE</c>; and
    /// <c>SSL_CERT_FILE</c>, <c>SSL_CERT_DIR</c> as OpenSSL does.
    /// </summary>
    /// <param name="environment">Variables by name.</param>
    /// <param name="caBundle"><c>ca_bundle</c> of cast.yml, which comes before the variables; null when it is not set.</param>
    /// <param name="network">What was read, when there is no fault.</param>
    /// <returns>Null, or one sentence that names the variable or key, the fault and the remedy.</returns>
    public static string? Read(IReadOnlyDictionary<string, string> environment, string? caBundle, out SiteNetwork? network)
    {
        network = null;
        if (EnvironmentProxy.Read(environment, out var proxy) is { } proxyFault)
        {
            return proxyFault;
        }

        var (name, path) = Bundle(environment, caBundle);
        if (path is null)
        {
            network = new() { Proxy = proxy };
            return null;
        }

        var (authorities, fault) = CertificateBundle.Read(name, path);
        network = fault is null ? new() { Proxy = proxy, Authorities = authorities, AuthoritiesFrom = $"{name} ('{path}')", AuthoritiesPath = Path.GetFullPath(path) } : null;
        return fault;
    }

    private static (string Name, string? Path) Bundle(IReadOnlyDictionary<string, string> environment, string? caBundle) =>
        BundleVariables.Select(name => (name, environment.GetValueOrDefault(name)))
            .Prepend(("ca_bundle in cast.yml", caBundle))
            .FirstOrDefault(candidate => !string.IsNullOrWhiteSpace(candidate.Item2));
}
