using System.Text.Json.Nodes;

namespace HpcClient.Gears.Reading;

/// <summary>A JSON document that knows where in its text each part stands.</summary>
/// <param name="Root">The document; null where the text is not JSON (or is <c>null</c>).</param>
/// <param name="Places">Place of each member (its key) and list element, by path.</param>
/// <param name="Faults">What is wrong with the text.</param>
internal sealed record PlacedJson(JsonNode? Root, IReadOnlyDictionary<string, JsonPlace> Places, IReadOnlyList<JsonFault> Faults);
