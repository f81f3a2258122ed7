using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Queries;

/// <summary>One condition of a <c>filter</c>, such as <c>state=running</c> or <c>gear_info.name=~a|b</c>.</summary>
internal sealed record FilterCondition(string Field, string Operator, string Value)
{
    /// <summary>Longest operators first, so that <c>!=</c> is not read as <c>=</c>.</summary>
    public static readonly string[] Operators = ["=~", "!=", "<=", ">=", "=", "<", ">"];

    /// <summary>Set for <c>=~</c>.</summary>
    public Regex? Pattern { get; init; }

    public bool Holds(JsonObject document)
    {
        var found = FieldPath.Read(document, Field);
        return Operator == "!="
            ? !Values(found).Any(EqualTo)
            : Values(found).Any(node => Operator switch
            {
                "=" => EqualTo(node),
                "=~" => node.AsText() is { } text && Pattern!.IsMatch(text),
                _ => Compare(node) is { } order && Operator switch
                {
                    "<" => order < 0,
                    "<=" => order <= 0,
                    ">" => order > 0,
                    _ => order >= 0,
                },
            });
    }

    /// <summary>A list matches when one of its entries does, or the absent value for null.</summary>
    private static List<JsonNode?> Values(JsonNode? found) => found is JsonArray list ? [.. list] : [found];

    private bool EqualTo(JsonNode? node) => node switch
    {
        null => Value == "null",
        JsonValue value when value.TryGetValue<bool>(out var flag) => Value == (flag ? "true" : "false"),
        _ => Compare(node) == 0,
    };

    private int? Compare(JsonNode? node)
    {
        if (node.AsText() is { } text)
        {
            return TryDate(text, out var left) && TryDate(Value, out var right) ? left.CompareTo(right) : string.CompareOrdinal(text, Value);
        }

        return node.AsNumber() is { } number && double.TryParse(Value, CultureInfo.InvariantCulture, out var wanted) ? number.CompareTo(wanted) : null;
    }

    private static bool TryDate(string text, out DateTimeOffset moment)
    {
        moment = default;
        return text.Length >= 10 && text[4] == '-' && text[7] == '-'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
    }
}
