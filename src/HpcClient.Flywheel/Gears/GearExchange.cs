using System.Text.Json.Serialization;

namespace HpcClient.Flywheel.Gears;

/// <summary>Where a gear's image is.</summary>
public sealed record GearExchange
{
    /// <summary>Commit of the gear's source.</summary>
    [JsonPropertyName("git-commit")]
    public string? GitCommit { get; init; }

    /// <summary><c>sha384:HEX</c> or <c>sha256:HEX</c>.</summary>
    [JsonPropertyName("rootfs-hash")]
    public string? RootfsHash { get; init; }

    /// <summary><c>https://….tgz</c>, <c>/api/gears/temp/ID</c> or <c>docker://…</c>.</summary>
    [JsonPropertyName("rootfs-url")]
    public string? RootfsUrl { get; init; }
}
