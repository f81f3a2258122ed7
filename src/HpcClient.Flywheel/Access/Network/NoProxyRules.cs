using System.Globalization;
using System.Net;

namespace HpcClient.Flywheel.Access.Network;

/// <summary>
/// NO_PROXY as curl and Python take it: hosts and domains separated by commas, a domain with or without a leading dot
/// covers its subdomains, a port may follow, networks such as 10.0.0.0/8 count for addresses, and * covers all.
/// </summary>
/// <param name="text">The variable's value.</param>
internal sealed class NoProxyRules(string text)
{
    private readonly string[] _entries = text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether the proxy is to be passed by on the way to <paramref name="destination"/>.</summary>
    public bool Cover(Uri destination) => _entries.Any(entry => Covers(entry, destination));

    private static bool Covers(string entry, Uri destination)
    {
        if (entry == "*")
        {
            return true;
        }

        var host = destination.DnsSafeHost;
        if (IPAddress.TryParse(host, out var address))
        {
            return (IPNetwork.TryParse(entry, out var network) && network.Contains(address))
                || (IPAddress.TryParse(entry.Trim('[', ']'), out var single) && single.Equals(address))
                || (WithoutPort(entry, destination.Port) is { } bare && IPAddress.TryParse(bare.Trim('[', ']'), out single) && single.Equals(address));
        }

        return WithoutPort(entry, destination.Port)?.TrimStart('*').TrimStart('.') is { Length: > 0 } domain
            && (host.Equals(domain, StringComparison.OrdinalIgnoreCase)
                || (host.Length > domain.Length && host[^(domain.Length + 1)] == '.' && host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The entry without its port; null when it is for another port.</summary>
    private static string? WithoutPort(string entry, int port)
    {
        var colon = entry.LastIndexOf(':');
        return colon < 0 || !int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var named)
            ? entry
            : named == port ? entry[..colon] : null;
    }
}
