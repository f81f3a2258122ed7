using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Settings.Cast;

namespace HpcClient.Settings.Explaining;

/// <summary>The JSON schema of <c>cast.yml</c>, for editors that complete and check YAML by one.</summary>
public static class SettingsSchema
{
    private static readonly JsonWriterOptions Written = new() { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema, with a line end at its end.</summary>
    public static string Text()
    {
        var keys = new JsonObject();
        foreach (var key in CastKeys.All)
        {
            Add(keys, key.Name, key, null);
            foreach (var other in key.OtherNames)
            {
                Add(keys, other, key, $"Another name of {key.Name}. ");
            }
        }

        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "settings/cast.yml of fw-hpc-client",
            ["type"] = "object",
            ["required"] = new JsonArray("cast"),
            ["properties"] = new JsonObject
            {
                ["cast"] = new JsonObject
                {
                    ["type"] = "object", ["required"] = new JsonArray("cluster"), ["additionalProperties"] = false, ["properties"] = keys,
                },
            },
        };
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Written))
        {
            schema.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    // A key without a value is one that is left to its default.
    private static void Add(JsonObject keys, string name, CastKey key, string? before) => keys[name] = new JsonObject
    {
        ["description"] = before + key.Meaning,
        ["anyOf"] = new JsonArray(key.Form.Schema(), new JsonObject { ["type"] = "null" }),
    };
}
