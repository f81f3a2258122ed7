using System.Net;

namespace HpcClient.Flywheel.Access;

/// <summary>Where a site is.</summary>
public sealed record SiteAddress
{
    private SiteAddress(string host, int port, bool plainHttp)
    {
        Host = host;
        Port = port;
        PlainHttp = plainHttp;
        Api = new Uri($"{(plainHttp ? "http" : "https")}://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}/api/");
    }

    /// <summary>Bare host name or address.</summary>
    public string Host { get; }

    /// <summary>TCP port, 1 to 65535.</summary>
    public int Port { get; }

    /// <summary>Whether it is spoken to without TLS: loopback hosts only.</summary>
    public bool PlainHttp { get; }

    /// <summary>Base of all API paths, ending in <c>/api/</c>.</summary>
    public Uri Api { get; }

    /// <summary>Reads an address as the settings give it.</summary>
    /// <param name="host">Bare domain or address: no scheme, no path (SCITRAN_RUNTIME_HOST).</param>
    /// <param name="port">Port as text; empty means 443 (SCITRAN_RUNTIME_PORT).</param>
    /// <param name="insecure">Whether SCITRAN_RUNTIME_INSECURE is 1: plain http, allowed for a loopback host only.</param>
    /// <param name="address">The address, when there is no fault.</param>
    /// <returns>Null, or one sentence that names the variable, the fault and the remedy.</returns>
    public static string? Read(string? host, string? port, bool insecure, out SiteAddress? address)
    {
        address = null;
        if (string.IsNullOrWhiteSpace(host))
        {
            return "SCITRAN_RUNTIME_HOST is not set. Set it to the bare host name of your Flywheel site, such as 'flywheel.example.edu'.";
        }

        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            return $"SCITRAN_RUNTIME_HOST is '{host}', which is not a bare host name. Leave out 'https://', port and path.";
        }

        var number = 443;
        if (!string.IsNullOrWhiteSpace(port) && (!int.TryParse(port, out number) || number is < 1 or > 65535))
        {
            return $"SCITRAN_RUNTIME_PORT is '{port}', which is not a port number from 1 to 65535.";
        }

        if (insecure && !IsLoopback(host))
        {
            return $"SCITRAN_RUNTIME_INSECURE=1 is allowed for a host on this machine only, and SCITRAN_RUNTIME_HOST is '{host}'. Remove SCITRAN_RUNTIME_INSECURE.";
        }

        address = new(host, number, insecure);
        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Host}:{Port}";

    /// <summary>Whether a host name or address is this very machine.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
