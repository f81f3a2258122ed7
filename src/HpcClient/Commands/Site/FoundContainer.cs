using System.Text.Json.Nodes;

namespace HpcClient.Commands.Site;

/// <summary>A container and its level.</summary>
internal sealed record FoundContainer(string Level, JsonObject Document);
