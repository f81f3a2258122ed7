using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.Gears.Options;

namespace HpcClient.EmbeddedSite.Core2018.Jobs;

/// <summary>Checks a job's options against a manifest; the first fault is a 422 in the words of Python's schema check.</summary>
internal static class CoreOptionCheck
{
    public static void Check(JsonObject manifest, JsonObject config)
    {
        foreach (var (key, value) in config)
        {
            if (manifest.Map("config")?[key] is JsonObject option && OptionCheck.Fault(option, value) is { } fault)
            {
                throw Refuse(key, Words(option, value) ?? fault);
            }
        }

        if ((manifest.Map("config") ?? []).FirstOrDefault(entry => entry.Value is JsonObject option && option["default"] is null && option.Flag("optional") != true && !config.ContainsKey(entry.Key)).Key is { } missing)
        {
            throw Refuse(missing, $"'{missing}' is a required property");
        }
    }

    private static string? Words(JsonObject option, JsonNode? value) => option.List("enum") is { } allowed
        ? $"{Python(value)} is not one of [{string.Join(", ", allowed.Select(Python))}]"
        : option.Text("type") is { } type ? $"{Python(value)} is not of type '{type}'" : null;

    private static string Python(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "None",
        JsonValueKind.String => $"'{node.AsText()}'",
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        _ => JsonText.Of(node),
    };

    private static RequestRefused Refuse(string key, string error) => new(422, "Validation Error.", new JsonObject
    {
        ["reason"] = "config did not match manifest",
        ["error"] = error,
        ["key"] = key,
    });
}
