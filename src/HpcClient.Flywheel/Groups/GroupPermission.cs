using System.Text.Json.Serialization;

namespace HpcClient.Flywheel.Groups;

/// <summary>One member of a group.</summary>
public sealed record GroupPermission
{
    /// <summary>User id, which is an e-mail address.</summary>
    [JsonPropertyName("_id")]
    public string? UserId { get; init; }

    /// <summary>admin, rw or ro.</summary>
    public string? Access { get; init; }
}
