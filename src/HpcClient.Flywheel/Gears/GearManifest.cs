using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace HpcClient.Flywheel.Gears;

/// <summary>A gear's <c>manifest.json</c> (gear specification 0.3.0).</summary>
public sealed record GearManifest
{
    /// <summary>Name, <c>[a-z0-9-]+</c>, at most 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Version, at most 100 characters.</summary>
    public string? Version { get; init; }

    /// <summary>Name for people.</summary>
    public string? Label { get; init; }

    /// <summary>Text for people.</summary>
    public string? Description { get; init; }

    /// <summary>Inputs by name; each has a <c>base</c>: file, context or api-key.</summary>
    public JsonObject? Inputs { get; init; }

    /// <summary>Options by name, each a piece of JSON schema.</summary>
    public JsonObject? Config { get; init; }

    /// <summary>Environment of the gear.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Command, run by <c>bash -c</c>; default <c>./run</c>.</summary>
    public string? Command { get; init; }

    /// <summary>What it needs; only <c>networking</c> is defined.</summary>
    public IReadOnlyList<string>? Capabilities { get; init; }

    /// <summary>Free part; <c>flywheel.uid</c>, <c>flywheel.gid</c>, <c>flywheel.show-job</c>, <c>flywheel.invalid</c> and <c>gear-builder.image</c> matter.</summary>
    public JsonObject? Custom { get; init; }

    /// <summary>The other keys (author, license, source, url, maintainer, cite …).</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; } // not init: the generated reader cannot fill it then
}
