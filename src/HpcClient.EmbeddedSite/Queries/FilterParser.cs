using System.Text;
using System.Text.RegularExpressions;
using HpcClient.EmbeddedSite.Http;

namespace HpcClient.EmbeddedSite.Queries;

/// <summary>Reads a <c>filter</c>: conditions between commas, a literal comma behind a backslash.</summary>
internal static class FilterParser
{
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<FilterCondition> Parse(string filter) => filter.Length == 0 ? [] : [.. Split(filter).Select(ParseCondition)];

    private static FilterCondition ParseCondition(string text)
    {
        var start = text.IndexOfAny(['=', '!', '<', '>']);
        var symbol = start <= 0 ? null : FilterCondition.Operators.FirstOrDefault(candidate => text.AsSpan(start).StartsWith(candidate));
        if (symbol is null)
        {
            throw RequestRefused.Invalid($"Filter condition '{text}' is not of the form field=value.", "filter");
        }

        var value = text[(start + symbol.Length)..].Trim();
        if (value.Length >= 2 && value[0] == '"' && value[^1] == '"')
        {
            value = value[1..^1];
        }

        try
        {
            return new(text[..start].Trim(), symbol, value)
            {
                Pattern = symbol == "=~" ? new(value, RegexOptions.CultureInvariant, RegexTimeout) : null,
            };
        }
        catch (ArgumentException e)
        {
            throw RequestRefused.Invalid($"Filter pattern '{value}' is not a regular expression: {e.Message}", "filter");
        }
    }

    private static List<string> Split(string filter)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < filter.Length; i++)
        {
            if (filter[i] == '\\' && i + 1 < filter.Length && filter[i + 1] == ',')
            {
                part.Append(',');
                i++;
            }
            else if (filter[i] == ',')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(filter[i]);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }
}
