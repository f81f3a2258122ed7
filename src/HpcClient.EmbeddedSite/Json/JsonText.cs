using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HpcClient.EmbeddedSite.Json;

/// <summary>JSON to and from text without reflection.</summary>
internal static class JsonText
{
    // Without this, a doubled key would be found only when somebody reads the object, far from the one who sent it.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        IndentSize = 4,
        NewLine = "\n",
    };

    public static JsonObject ParseObject(string text) => (JsonObject)JsonNode.Parse(text)!;

    /// <exception cref="JsonException">It is no JSON, too deep, or names a key twice.</exception>
    public static JsonNode? ParseStrict(ReadOnlySpan<byte> utf8) => JsonNode.Parse(utf8, documentOptions: Strict);

    public static string Of(JsonNode node) => Encoding.UTF8.GetString(Bytes(node, Compact));

    public static byte[] BytesOf(JsonNode? node) => Bytes(node, Compact);

    /// <summary>Keys sorted at every level, four spaces: as a site writes <c>config.json</c>.</summary>
    public static byte[] Sorted(JsonNode node) => [.. Bytes(Sort(node), Indented), (byte)'\n'];

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Sort(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sort)]),
        _ => node?.DeepClone(),
    };

    private static byte[] Bytes(JsonNode? node, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            if (node is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                node.WriteTo(writer);
            }
        }

        return buffer.WrittenSpan.ToArray();
    }
}
