using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Options;

/// <summary>Reads option values from a command line as the manifest's types.</summary>
public static class OptionValues
{
    /// <summary>The values that <paramref name="given"/> holds, by option.</summary>
    /// <param name="manifest">The gear's manifest.</param>
    /// <param name="given">Text by option.</param>
    /// <param name="faults">Gets one sentence for each that is unknown, no such value, or out of bounds.</param>
    public static JsonObject Read(JsonObject manifest, IReadOnlyDictionary<string, string> given, ICollection<string> faults)
    {
        var options = manifest["config"] as JsonObject ?? [];
        var values = new JsonObject();
        foreach (var (name, text) in given)
        {
            if (options[name] is not JsonObject option)
            {
                faults.Add(Unknown("option", name, options.Select(entry => entry.Key)));
            }
            else if (Read(option, text) is not { } value)
            {
                faults.Add($"--config {name}: {JsonValue.Create(text).Show()} is no {TypeWords(option)}.");
            }
            else if (OptionCheck.Fault(option, value) is { } fault)
            {
                faults.Add($"--config {name}: {value.Show()} {fault}.");
            }
            else
            {
                values[name] = value;
            }
        }

        return values;
    }

    /// <summary>The sentence for a name that the gear does not have.</summary>
    internal static string Unknown(string what, string name, IEnumerable<string> known)
    {
        var names = known.ToList();
        return $"The gear has no {what} {JsonValue.Create(name).Show()}. {NearestKey.Question(name, names)}It has {(names.Count == 0 ? "none" : string.Join(", ", names))}.";
    }

    private static string TypeWords(JsonObject option) => option["type"].AsText() switch
    {
        "boolean" => "boolean: write true or false",
        "array" when ItemType(option) is { } items => $"list of {items} values: write a,b or a JSON list",
        "array" => "list: write a,b or a JSON list",
        var type => type ?? "value of the option's type",
    };

    private static JsonNode? Read(JsonObject option, string text) =>
        option["type"].AsText() == "array" ? ReadList(ItemType(option), text) : Read(option["type"].AsText(), text);

    private static JsonNode? Read(string? type, string text) => type switch
    {
        "boolean" => bool.TryParse(text, out var flag) ? JsonValue.Create(flag) : null,
        "integer" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : null,
        "number" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValue.Create(number) : null,
        _ => JsonValue.Create(text),
    };

    private static string? ItemType(JsonObject option) => (option["items"] as JsonObject)?["type"].AsText();

    // A JSON list, or values between commas.
    private static JsonArray? ReadList(string? type, string text)
    {
        if (text.TrimStart().StartsWith('['))
        {
            try
            {
                return JsonNode.Parse(text) as JsonArray;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        var values = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => Read(type, type is null or "string" ? part : part.Trim())).ToArray();
        return values.Contains(null) ? null : new JsonArray(values);
    }
}
