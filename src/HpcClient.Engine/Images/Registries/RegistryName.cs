namespace HpcClient.Engine.Images.Registries;

/// <summary>An image's name, taken apart as Docker takes it.</summary>
/// <param name="Host">Registry, with port where it has one; <c>docker.io</c> where none is named.</param>
/// <param name="Repository">Name within the registry.</param>
/// <param name="Tag">Tag, or null.</param>
/// <param name="Digest"><c>sha256:HEX</c>, or null.</param>
internal sealed record RegistryName(string Host, string Repository, string? Tag, string? Digest)
{
    /// <summary>The registry that is meant where none is named.</summary>
    public const string DefaultHost = "docker.io";

    /// <summary>The name as tools take it after the scheme: with the digest alone where there is one, since not all take both.</summary>
    public string Full => Digest is not null ? $"{Host}/{Repository}@{Digest}" : $"{Host}/{Repository}:{Tag ?? "latest"}";

    /// <summary>Host that speaks the registry's protocol.</summary>
    public string ApiHost => Host == DefaultHost ? "registry-1.docker.io" : Host;

    /// <summary>Whether it is on this very machine, which is spoken to without TLS.</summary>
    public bool IsLoopback => Host.Split(':')[0] is "localhost" or "127.0.0.1";

    /// <summary>Takes a valid image name apart.</summary>
    public static RegistryName Of(string source)
    {
        var (name, digest) = source.Split('@', 2) is [var before, var after] ? (before, after) : (source, null);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var hasHost = first.AsSpan().ContainsAny('.', ':') || first == "localhost";
        var rest = hasHost ? name[(slash + 1)..] : name;
        var colon = rest.LastIndexOf(':');
        var (repository, tag) = colon < 0 ? (rest, null) : (rest[..colon], rest[(colon + 1)..]);
        var host = hasHost ? first is "index.docker.io" or "registry-1.docker.io" ? DefaultHost : first : DefaultHost;
        return new(host, host == DefaultHost && !repository.Contains('/', StringComparison.Ordinal) ? $"library/{repository}" : repository, tag, digest);
    }
}
