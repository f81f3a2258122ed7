using System.Text.Json.Nodes;

namespace HpcClient.Gears.Invocations;

/// <summary>What somebody gives a gear to run on, as it comes from a command line.</summary>
public sealed record GivenInvocation
{
    /// <summary>Id of the run, for gears that want to know (<c>custom.flywheel.show-job</c>): 24 hex digits.</summary>
    public required string RunId { get; init; }

    /// <summary>Path of a file by input.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Text by option.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Values by option, from an earlier config.json; <see cref="Options"/> count before them.</summary>
    public JsonObject? Values { get; init; }

    /// <summary>Text by input of base context.</summary>
    public IReadOnlyDictionary<string, string> Context { get; init; } = new Dictionary<string, string>();

    /// <summary>What inputs of base api-key get; null for none.</summary>
    public string? ApiKey { get; init; }
}
