using System.Text.Json.Serialization;

namespace HpcClient.Flywheel.Groups;

/// <summary>A group and its members.</summary>
public sealed record SiteGroup
{
    /// <summary>Group id.</summary>
    [JsonPropertyName("_id")]
    public string? Id { get; init; }

    /// <summary>Name for people.</summary>
    public string? Label { get; init; }

    /// <summary>Members.</summary>
    public IReadOnlyList<GroupPermission>? Permissions { get; init; }
}
