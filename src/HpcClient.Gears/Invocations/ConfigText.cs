using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HpcClient.Gears.Invocations;

/// <summary>Writes a document for people and gears: indented, characters as they are.</summary>
public static class ConfigText
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of <paramref name="document"/>, with a line end.</summary>
    public static string Of(JsonNode document) => document.ToJsonString(Readable) + "\n";

    /// <summary>The same in UTF-8.</summary>
    public static byte[] BytesOf(JsonNode document) => Encoding.UTF8.GetBytes(Of(document));
}
