using System.Globalization;
using System.Text;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Formatting;

/// <summary>Strings as <c>repr()</c> writes them.</summary>
internal static class PythonRepr
{
    /// <summary>Writes <paramref name="value"/> in quotes, with escapes where Python has them.</summary>
    public static void Write(BoundedText text, string value)
    {
        var quote = value.Contains('\'', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var repr = new StringBuilder().Append(quote);
        for (var at = 0; at < value.Length; at++)
        {
            var c = value[at];
            if (char.IsSurrogatePair(value, at))
            {
                repr.Append(c).Append(value[++at]);
            }
            else
            {
                repr.Append(Escape(c, quote));
            }
        }

        text.Append(repr.Append(quote).ToString());
    }

    private static string Escape(char c, char quote) => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\\' => "\\\\",
        _ when c == quote => "\\" + c,
        < ' ' or '\x7f' => $"\\x{(int)c:x2}",
        > '\x7f' when !IsPrintable(c) => c <= '\xff' ? $"\\x{(int)c:x2}" : $"\\u{(int)c:x4}",
        _ => c.ToString(),
    };

    private static bool IsPrintable(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or
        UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
