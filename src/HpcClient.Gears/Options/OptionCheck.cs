using System.Globalization;
using System.Text.Json.Nodes;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Options;

/// <summary>Checks a value against an option's piece of JSON schema.</summary>
public static class OptionCheck
{
    /// <summary>Null, or what is wrong, to be put behind the option's name: <c>must be at most 3</c>.</summary>
    public static string? Fault(JsonObject option, JsonNode? value)
    {
        if (option["type"].AsText() is { } type && !IsOf(type, value))
        {
            return $"must be of type {type}";
        }

        if (option["enum"] is JsonArray choices && !choices.Any(choice => Same(choice, value)))
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

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "string" => value.AsText() is not null,
        "boolean" => value.AsFlag() is not null,
        "integer" => value.AsNumber() is { } whole && whole == Math.Floor(whole),
        "number" => value.AsNumber() is not null,
        "array" => value is JsonArray,
        _ => false,
    };

    private static string? NumberFault(JsonObject option, double number)
    {
        if (option["minimum"].AsNumber() is { } least)
        {
            var exclusive = option["exclusiveMinimum"].AsFlag() == true;
            if (number < least || (exclusive && number <= least))
            {
                return $"must be {(exclusive ? "above" : "at least")} {Show(least)}";
            }
        }

        if (option["maximum"].AsNumber() is { } most)
        {
            var exclusive = option["exclusiveMaximum"].AsFlag() == true;
            if (number > most || (exclusive && number >= most))
            {
                return $"must be {(exclusive ? "below" : "at most")} {Show(most)}";
            }
        }

        return option["multipleOf"].AsNumber() is > 0 and var step && !IsWhole(number / step) ? $"must be a multiple of {Show(step)}" : null;
    }

    private static string? TextFault(JsonObject option, string text)
    {
        var length = text.EnumerateRunes().Count();
        if (option["minLength"].AsWhole() is { } shortest && length < shortest)
        {
            return $"must have at least {shortest} characters";
        }

        if (option["maxLength"].AsWhole() is { } longest && length > longest)
        {
            return $"must have at most {longest} characters";
        }

        return option["pattern"].AsText() is { } pattern && !Patterns.Fits(text, pattern) ? $"must match {pattern}" : null;
    }

    private static string? ListFault(JsonObject option, JsonArray list)
    {
        if (option["minItems"].AsWhole() is { } fewest && list.Count < fewest)
        {
            return $"must have at least {fewest} entries";
        }

        if (option["maxItems"].AsWhole() is { } most && list.Count > most)
        {
            return $"must have at most {most} entries";
        }

        return option["items"] is JsonObject items
            ? list.Select((entry, at) => Fault(items, entry) is { } fault ? $"[{at}] {fault}" : null).FirstOrDefault(fault => fault is not null)
            : null;
    }

    private static bool Same(JsonNode? left, JsonNode? right) =>
        left.AsNumber() is { } a && right.AsNumber() is { } b ? a.Equals(b) : JsonNode.DeepEquals(left, right);

    // 0.3 / 0.1 is not quite 3.
    private static bool IsWhole(double number) => Math.Abs(number - Math.Round(number)) < 1e-9 * Math.Max(1, Math.Abs(number));

    private static string Show(JsonNode? value) => value.AsText() is { } text ? $"'{text}'" : value.Show();

    private static string Show(double number) => number.ToString(CultureInfo.InvariantCulture);
}
