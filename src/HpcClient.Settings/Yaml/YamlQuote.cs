using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HpcClient.Settings.Yaml;

/// <summary>Writes text so that YAML reads it back as the same text.</summary>
internal static partial class YamlQuote
{
    /// <summary>The text in one line: as it is where that is safe, else in double quotes.</summary>
    public static string Inline(string text)
    {
        if (Safe().IsMatch(text) && new YamlText(text, true, default) is { IsNothing: false, Truth: null })
        {
            return text;
        }

        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                < ' ' or '\x7f' or '\x85' or '\u2028' or '\u2029' or '\ufeff' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>The text as the value of a key that is indented by <paramref name="indent"/>: several lines as a block.</summary>
    public static string Value(string text, int indent)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        if (lines.Length < 2 || lines[0].StartsWith(' ') || text.Any(c => (c < ' ' && c != '\n') || c is '\x7f' or '\x85' or '\u2028' or '\u2029' or '\ufeff'))
        {
            return Inline(text);
        }

        var ends = text.Length - text.TrimEnd('\n').Length;
        var pad = new string(' ', indent + 2);
        var block = lines.Select(line => line.Length == 0 ? "" : pad + line).Concat(Enumerable.Repeat("", Math.Max(0, ends - 1)));
        return (ends == 0 ? "|-" : ends == 1 ? "|" : "|+") + "\n" + string.Join('\n', block);
    }

    [GeneratedRegex(@"^[A-Za-z_/][A-Za-z0-9_./@=-]*$")]
    private static partial Regex Safe();
}
