using System.Text.Json.Nodes;

namespace HpcClient.Gears.Invocations;

/// <summary>A gear's <c>config.json</c>, made of its manifest and of what was given; and what is wrong with that.</summary>
public sealed record GearInvocation
{
    /// <summary>The document, in the shape that it has on a node.</summary>
    public required JsonObject Config { get; init; }

    /// <summary>Full path of the file by input.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>What was given and cannot be, one sentence each.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>What the gear needs and was not given, one sentence each.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>What is worth to know, one sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
