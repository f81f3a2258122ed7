using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HpcClient.Gears.Reading;

/// <summary>Paths in a JSON document, in the spelling of JSONPath (RFC 9535): <c>$.config.speed</c>, <c>$.inputs['api-key']</c>.</summary>
public static partial class JsonPaths
{
    /// <summary>The document itself.</summary>
    public const string Root = "$";

    /// <summary>The member <paramref name="key"/> of the object at <paramref name="parent"/>.</summary>
    public static string Member(string parent, string key) => Shorthand().IsMatch(key) ? $"{parent}.{key}" : $"{parent}['{Escaped(key)}']";

    /// <summary>The element <paramref name="index"/> (from 0) of the list at <paramref name="parent"/>.</summary>
    public static string Element(string parent, int index) => string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]");

    // Keys come from outside: none may bring a line end or an escape sequence to a terminal.
    private static string Escaped(string key)
    {
        var text = new StringBuilder();
        foreach (var c in key)
        {
            _ = c switch
            {
                '\'' or '\\' => text.Append('\\').Append(c),
                _ when char.IsControl(c) || char.IsSurrogate(c) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Shorthand();
}
