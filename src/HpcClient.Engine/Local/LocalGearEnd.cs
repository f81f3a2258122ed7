using System.Text.Json.Nodes;

namespace HpcClient.Engine.Local;

/// <summary>How a gear that ran locally ended.</summary>
/// <param name="Exit">The kind, as for a job.</param>
/// <param name="Sentence">Why, in words.</param>
public sealed record LocalGearEnd(EngineExit Exit, string Sentence)
{
    /// <summary>The gear's own exit code; null when it did not run to its end.</summary>
    public int? GearExitCode { get; init; }

    /// <summary>Names of the files in the output folder.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What the gear says of them, when it says anything that can be read.</summary>
    public JsonObject? Metadata { get; init; }
}
