using System.Text;
using System.Text.Json.Nodes;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Tests;

/// <summary>A valid manifest to change.</summary>
internal static class SampleManifest
{
    public const string Text = """
        {
          "name": "my-gear",
          "label": "My gear",
          "version": "0.1.0",
          "author": "Somebody",
          "description": "Does something.",
          "license": "MIT",
          "source": "https://example.org/source",
          "url": "",
          "inputs": {
            "dicom": { "base": "file", "description": "A series.", "type": { "enum": ["dicom"] } },
            "extra": { "base": "file", "optional": true },
            "api-key": { "base": "api-key", "read-only": true },
            "license_code": { "base": "context" }
          },
          "config": {
            "speed": { "type": "integer", "default": 2, "minimum": 1, "maximum": 5, "description": "How fast." },
            "mode": { "type": "string", "enum": ["a", "b"], "optional": true },
            "factor": { "type": "number" },
            "points": { "type": "array", "items": { "type": "number" }, "optional": true },
            "debug": { "type": "boolean", "default": false }
          }
        }
        """;

    /// <summary>It, as a document.</summary>
    public static JsonObject Of() => (JsonObject)JsonNode.Parse(Text)!;

    /// <summary>It, with the members of <paramref name="change"/> set, at every level.</summary>
    public static JsonObject With(string change)
    {
        var manifest = Of();
        Set(manifest, (JsonObject)JsonNode.Parse(change)!);
        return manifest;
    }

    /// <summary>What is said of it with <paramref name="change"/>, read from text as a file is.</summary>
    public static ManifestReading Read(string change) => ReadText(With(change).ToJsonString());

    /// <summary>What is said of a text.</summary>
    public static ManifestReading ReadText(string text) => ManifestFile.Of("manifest.json", Encoding.UTF8.GetBytes(text));

    private static void Set(JsonObject target, JsonObject change)
    {
        foreach (var (key, value) in change)
        {
            if (value is JsonObject part && target[key] is JsonObject known)
            {
                Set(known, part);
            }
            else
            {
                target[key] = value?.DeepClone();
            }
        }
    }
}
