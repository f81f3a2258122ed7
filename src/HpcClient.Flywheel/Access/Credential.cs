namespace HpcClient.Flywheel.Access;

/// <summary>The headers that say who we are.</summary>
internal sealed class Credential
{
    /// <summary>Length of the keys that newer sites give out, which go in a Bearer header.</summary>
    private const int LongKeyLength = 57;

    private readonly (string Name, string Value)[] _headers;

    private Credential(params (string Name, string Value)[] headers) => _headers = headers;

    /// <summary>The drone secret itself: for the login, and on sites of before 2019 for every call.</summary>
    public static Credential OfSecret(SiteAccess access) => new(
        ("X-SciTran-Auth", access.Secret.Reveal()),
        ("X-SciTran-Method", access.DeviceType),
        ("X-SciTran-Name", access.DeviceName));

    /// <summary>A key of ours; a prefix of host and port is not part of it.</summary>
    public static Credential OfKey(string key)
    {
        var bare = key[(key.LastIndexOf(':') + 1)..];
        return new(("Authorization", (bare.Length == LongKeyLength ? "Bearer " : "scitran-user ") + bare));
    }

    /// <summary>Whether <paramref name="value"/> can stand in a header at all.</summary>
    public static bool IsSendable(string value) => value.Length > 0 && value.All(c => c is >= ' ' and <= '~');

    public void ApplyTo(HttpRequestMessage request)
    {
        foreach (var (name, value) in _headers)
        {
            // Without validation: its exceptions would print the value.
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    public override string ToString() => "<omitted>";
}
