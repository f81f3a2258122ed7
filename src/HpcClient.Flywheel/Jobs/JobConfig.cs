using System.Text.Json.Nodes;

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
}
