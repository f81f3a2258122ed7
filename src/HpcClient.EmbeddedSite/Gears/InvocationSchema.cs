using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Gears;

/// <summary>A JSON schema of the options and inputs of a gear.</summary>
internal static class InvocationSchema
{
    public static JsonObject Of(JsonObject manifest) => new()
    {
        ["$schema"] = "http://json-schema.org/draft-04/schema#",
        ["title"] = $"Invocation manifest for {manifest.Text("label") ?? manifest.Text("name")}",
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["config"] = Part(manifest.Map("config"), option => option["default"] is null && option.Flag("optional") != true),
            ["inputs"] = Part(manifest.Map("inputs"), input => input.Text("base") == "file" && input.Flag("optional") != true),
        },
        ["required"] = new JsonArray("config", "inputs"),
    };

    private static JsonObject Part(JsonObject? entries, Func<JsonObject, bool> required) => new()
    {
        ["type"] = "object",
        ["properties"] = (entries ?? []).DeepClone(),
        ["required"] = (entries ?? []).Where(entry => entry.Value is JsonObject map && required(map)).Select(entry => entry.Key).ToJson(),
    };
}
