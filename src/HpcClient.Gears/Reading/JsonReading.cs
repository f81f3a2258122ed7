using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HpcClient.Gears.Reading;

/// <summary>Reads parts of documents whose shape cannot be trusted: null when absent or of another type.</summary>
internal static class JsonReading
{
    private const int LongestShown = 60;
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? AsText(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool? AsFlag(this JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    public static double? AsNumber(this JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A whole number that a double holds exactly.</summary>
    public static long? AsWhole(this JsonNode? node) => node.AsNumber() is { } number && number == Math.Floor(number) && Math.Abs(number) < 9e15 ? (long)number : null;

    /// <summary>What kind of value it is, in words: <c>a number (3)</c>.</summary>
    public static string Kind(this JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "an object",
        JsonArray => "a list",
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => $"text ({node.Show()})",
            JsonValueKind.Number => $"a number ({node.Show()})",
            _ => node.Show(),
        },
    };

    /// <summary>The value as JSON, shortened where it is long, on one line.</summary>
    public static string Show(this JsonNode? node)
    {
        var json = node is null ? "null" : node.ToJsonString(Readable);
        var text = new StringBuilder();
        foreach (var rune in json.EnumerateRunes())
        {
            if (text.Length >= LongestShown)
            {
                return text.Append('…').ToString();
            }

            text.Append(Rune.IsControl(rune) ? Rune.ReplacementChar : rune);
        }

        return text.ToString();
    }
}
