using System.Text.Json;
using System.Text.Json.Serialization;

namespace HpcClient.Flywheel.Gears;

/// <summary>A gear as the site keeps it.</summary>
public sealed record GearDocument
{
    /// <summary>Id of this version.</summary>
    [JsonPropertyName("_id")]
    public string? Id { get; init; }

    /// <summary>analysis, converter, utility, classifier or qa.</summary>
    public string? Category { get; init; }

    /// <summary>The manifest.</summary>
    public GearManifest? Gear { get; init; }

    /// <summary>Where its image is.</summary>
    public GearExchange? Exchange { get; init; }

    /// <summary>Fields that we do not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; } // not init: the generated reader cannot fill it then
}
