using System.Text.Json.Serialization;

namespace HpcClient.EmbeddedSite.Calling;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(RunningSite))]
internal sealed partial class RunningSiteJson : JsonSerializerContext;
