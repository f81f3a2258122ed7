using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.Commands.Site;

/// <summary>Reads option values from the command line as the manifest's types; names all faults at once.</summary>
internal static class OptionValues
{
    public static JsonObject Parse(JsonObject manifest, IReadOnlyDictionary<string, string> given)
    {
        var options = manifest.Map("config") ?? [];
        var values = new JsonObject();
        var faults = new List<string>();
        foreach (var (name, text) in given)
        {
            if (options[name] is not JsonObject option)
            {
                faults.Add($"The gear has no option '{name}'; it has {(options.Count == 0 ? "none" : string.Join(", ", options.Select(entry => entry.Key)))}.");
            }
            else if (Read(option.Text("type"), text) is { } value)
            {
                values[name] = value;
            }
            else
            {
                faults.Add($"--config {name}: '{text}' is no {option.Text("type")}.");
            }
        }

        return faults.Count == 0 ? values : throw new CommandFault(ExitCodes.Usage, string.Join("\n", faults));
    }

    private static JsonNode? Read(string? type, string text) => type switch
    {
        "boolean" => bool.TryParse(text, out var flag) ? flag : null,
        "integer" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        "number" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
        "array" => ReadList(text),
        _ => text,
    };

    /// <summary>A JSON list, or texts between commas.</summary>
    private static JsonArray? ReadList(string text)
    {
        if (!text.StartsWith('['))
        {
            return text.Split(',', StringSplitOptions.RemoveEmptyEntries).ToJson();
        }

        try
        {
            return JsonNode.Parse(text) as JsonArray;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
