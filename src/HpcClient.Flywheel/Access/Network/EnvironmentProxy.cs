using System.Net;

namespace HpcClient.Flywheel.Access.Network;

/// <summary>
/// The proxy that the environment names. The framework's own reading of it sees the variables of this process only, not
/// those of credentials.sh, and takes NO_PROXY more narrowly than the Python client did.
/// </summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    // Lower case first, as curl and Python do.
    private static readonly string[] Variables = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    private readonly Uri _proxy;
    private readonly NoProxyRules _direct;

    private EnvironmentProxy(Uri proxy, NoProxyRules direct, NetworkCredential? credential)
    {
        _proxy = proxy;
        _direct = direct;
        Credentials = credential;
    }

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; }

    /// <summary>Reads the variables.</summary>
    /// <returns>Null, or a sentence. It never shows a value: that may hold a password.</returns>
    public static string? Read(IReadOnlyDictionary<string, string> environment, out EnvironmentProxy? proxy)
    {
        proxy = null;
        var name = Variables.FirstOrDefault(n => Value(environment, n) is not null);
        if (name is null)
        {
            return null;
        }

        var text = Value(environment, name)!;
        var address = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !Schemes.Contains(uri.Scheme) || uri.Host.Length == 0)
        {
            return $"{name} is not the address of a proxy. Write it as http://host:port, or http://name:password@host:port.";
        }

        var rules = new NoProxyRules(Value(environment, "no_proxy") ?? Value(environment, "NO_PROXY") ?? "");
        proxy = new(new UriBuilder(uri) { UserName = "", Password = "" }.Uri, rules, Credential(uri.UserInfo));
        return null;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : _proxy;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => host.IsLoopback || _direct.Cover(host);

    /// <summary>The address alone; never the password.</summary>
    public override string ToString() => _proxy.GetLeftPart(UriPartial.Authority);

    private static NetworkCredential? Credential(string userInfo)
    {
        if (userInfo.Length == 0)
        {
            return null;
        }

        var parts = userInfo.Split(':', 2);
        return new(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private static string? Value(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
