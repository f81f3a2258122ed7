using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Gears;

/// <summary>Checks a value against an option's piece of JSON schema.</summary>
internal static class OptionCheck
{
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Null, or what is wrong, to be put behind the option's name.</summary>
    public static string? Fault(JsonObject option, JsonNode? value)
    {
        if (option.Text("type") is { } type && !IsOf(type, value))
        {
            return $"must be of type {type}";
        }

        if (option.List("enum") is { } choices && !choices.Any(choice => Same(choice, value)))
        {
            return $"must be one of {string.Join(", ", choices.Select(Show))}";
        }

        return value switch
        {
            JsonArray list => ListFault(option, list),
            _ when value.AsText() is { } text => TextFault(option, text),
            _ when value.AsNumber() is { } number => NumberFault(option, number),
            _ => null,
        };
    }

    public static bool IsOf(string type, JsonNode? value) => type switch
    {
        "string" => value.AsText() is not null,
        "boolean" => value is JsonValue flag && flag.TryGetValue<bool>(out _),
        "integer" => value.AsNumber() is { } whole && whole == Math.Floor(whole),
        "number" => value.AsNumber() is not null,
        "array" => value is JsonArray,
        _ => false,
    };

    private static string? NumberFault(JsonObject option, double number)
    {
        if (option["minimum"].AsNumber() is { } least && (number < least || (option.Flag("exclusiveMinimum") == true && number <= least)))
        {
            return $"must be at least {Show(least)}";
        }

        return option["maximum"].AsNumber() is { } most && (number > most || (option.Flag("exclusiveMaximum") == true && number >= most))
            ? $"must be at most {Show(most)}"
            : null;
    }

    private static string? TextFault(JsonObject option, string text)
    {
        if (option.Whole("minLength") is { } shortest && text.Length < shortest)
        {
            return $"must have at least {shortest} characters";
        }

        if (option.Whole("maxLength") is { } longest && text.Length > longest)
        {
            return $"must have at most {longest} characters";
        }

        try
        {
            return option.Text("pattern") is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, RegexTimeout)
                ? $"must match {pattern}"
                : null;
        }
        catch (ArgumentException)
        {
            // ManifestCheck refuses such a pattern; a manifest of another way in must not stop the job.
            return null;
        }
    }

    private static string? ListFault(JsonObject option, JsonArray list)
    {
        if (option.Whole("minItems") is { } fewest && list.Count < fewest)
        {
            return $"must have at least {fewest} entries";
        }

        if (option.Whole("maxItems") is { } most && list.Count > most)
        {
            return $"must have at most {most} entries";
        }

        return option.Map("items") is { } items
            ? list.Select((entry, at) => Fault(items, entry) is { } fault ? $"[{at}] {fault}" : null).FirstOrDefault(fault => fault is not null)
            : null;
    }

    private static bool Same(JsonNode? left, JsonNode? right) =>
        left.AsNumber() is { } a && right.AsNumber() is { } b ? a.Equals(b) : JsonNode.DeepEquals(left, right);

    private static string Show(JsonNode? value) => value is null ? "null" : value.AsText() is { } text ? $"'{text}'" : JsonText.Of(value);

    private static string Show(double number) => number.ToString(CultureInfo.InvariantCulture);
}
