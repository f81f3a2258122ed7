using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace HpcClient.Flywheel.Jobs;

/// <summary>A job's <c>config</c>: the user's options lie one level deeper than one expects, under <c>config</c> again.</summary>
public sealed record JobConfig
{
    /// <summary>Option values.</summary>
    public JsonObject? Config { get; init; }

    /// <summary>Inputs by name, each with <c>base</c>, and for a file <c>hierarchy</c>, <c>location</c>, <c>object</c>.</summary>
    public JsonObject? Inputs { get; init; }

    /// <summary>Where outputs go.</summary>
    public ContainerReference? Destination { get; init; }

    /// <summary>Fields that we do not know; very old jobs have the options themselves here.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; }
}
