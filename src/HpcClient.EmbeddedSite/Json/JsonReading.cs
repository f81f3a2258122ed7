using System.Text.Json.Nodes;

namespace HpcClient.EmbeddedSite.Json;

/// <summary>Reads fields of documents whose shape we cannot trust: null when absent or of another type.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonObject map, string key) => (map[key] as JsonValue).AsText();

    public static string? AsText(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool? Flag(this JsonObject map, string key) => map[key] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    public static long? Whole(this JsonObject map, string key) => map[key].AsNumber() is { } number && number == Math.Floor(number) && Math.Abs(number) < 9e15 ? (long)number : null;

    public static double? AsNumber(this JsonNode? node) => node is not JsonValue value ? null
        : value.TryGetValue<double>(out var real) ? real
        : value.TryGetValue<long>(out var whole) ? whole
        : value.TryGetValue<int>(out var small) ? small
        : null;

    public static JsonObject? Map(this JsonObject map, string key) => map[key] as JsonObject;

    public static JsonArray? List(this JsonObject map, string key) => map[key] as JsonArray;

    /// <summary>The strings of a list; others are passed over.</summary>
    public static IEnumerable<string> Texts(this JsonObject map, string key) => map.List(key)?.Select(AsText).OfType<string>() ?? [];

    public static JsonArray ToJson(this IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    public static JsonArray ToJson(this IEnumerable<JsonObject> maps) => new([.. maps]);
}
