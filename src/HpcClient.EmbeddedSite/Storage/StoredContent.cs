namespace HpcClient.EmbeddedSite.Storage;

/// <summary>Bytes that the site keeps.</summary>
internal sealed record StoredContent(string Sha384, long Size)
{
    private const string Prefix = "v0-sha384-";

    /// <summary>As file records spell it.</summary>
    public string Hash => Prefix + Sha384;

    public static string Sha384Of(string hash) => hash.StartsWith(Prefix, StringComparison.Ordinal) ? hash[Prefix.Length..] : hash;
}
