using System.Text.Json.Nodes;
using HpcClient.Flywheel.Files;

namespace HpcClient.Engine.Outputs;

/// <summary>What a gear leaves for the site.</summary>
/// <param name="Files">Files.</param>
/// <param name="Metadata">Content of <c>.metadata.json</c>, or null.</param>
/// <param name="Warnings">What was left out, and why; one sentence each.</param>
/// <param name="Fault">Why the gear counts as failed although it exited 0, or null.</param>
internal sealed record OutputSet(IReadOnlyList<OutputFile> Files, JsonObject? Metadata, IReadOnlyList<string> Warnings, string? Fault);
