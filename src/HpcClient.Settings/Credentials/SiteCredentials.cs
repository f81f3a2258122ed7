namespace HpcClient.Settings.Credentials;

/// <summary>Where the site is, and the secret that opens it. Never prints the secret.</summary>
public sealed class SiteCredentials(string host, int port, bool insecure, string secret)
{
    /// <summary>Port when none is named.</summary>
    public const int DefaultPort = 443;

    /// <summary><c>SCITRAN_RUNTIME_HOST</c>: host name alone.</summary>
    public string Host => host;

    /// <summary><c>SCITRAN_RUNTIME_PORT</c></summary>
    public int Port => port;

    /// <summary><c>SCITRAN_RUNTIME_INSECURE</c>: plain HTTP, for demonstrations on one machine.</summary>
    public bool Insecure => insecure;

    /// <summary>The drone secret in plain text. Named so that every use of it stands out.</summary>
    public string RevealSecret() => secret;

    /// <summary>The address, with <c>&lt;omitted&gt;</c> in place of the secret.</summary>
    public override string ToString() => $"{(insecure ? "http" : "https")}://{host}:{port} <omitted>";
}
