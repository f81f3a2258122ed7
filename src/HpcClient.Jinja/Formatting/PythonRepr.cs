using System.Globalization;
using System.Text;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Formatting;

/// <summary>Strings as <c>repr()</c> and <c>ascii()</c> write them.</summary>
internal static class PythonRepr
{
    /// <summary><c>repr(value)</c>.</summary>
    public static string Of(JinjaValue value, RenderBudget budget)
    {
        var text = new BoundedText(budget);
        value.WriteRepr(text);
        return text.ToString();
    }

    /// <summary><c>ascii(value)</c>.</summary>
    public static string Ascii(JinjaValue value, RenderBudget budget)
    {
        var text = new BoundedText(budget);
        foreach (var rune in Of(value, budget).EnumerateRunes())
        {
            text.Append(rune.IsAscii ? rune.ToString() : Number(rune.Value));
        }

        return text.ToString();
    }

    /// <summary>Writes <paramref name="value"/> in quotes, with escapes where Python has them.</summary>
    public static void Write(BoundedText text, string value)
    {
        var quote = value.Contains('\'', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var repr = new StringBuilder().Append(quote);
        for (var at = 0; at < value.Length; at++)
        {
            if (Rune.TryGetRuneAt(value, at, out var rune))
            {
                repr.Append(Escape(rune, quote));
                at += rune.Utf16SequenceLength - 1;
            }
            else
            {
                repr.Append(Number(value[at]));
            }
        }

        text.Append(repr.Append(quote).ToString());
    }

    /// <summary>Whether <c>str.isprintable</c> holds.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or
        UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    private static string Escape(Rune rune, char quote) => rune.Value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\\' => "\\\\",
        _ when rune.Value == quote => "\\" + quote,
        _ => IsPrintable(rune) ? rune.ToString() : Number(rune.Value),
    };

    private static string Number(int code) => code switch
    {
        <= 0xff => $"\\x{code:x2}",
        <= 0xffff => $"\\u{code:x4}",
        _ => $"\\U{code:x8}",
    };
}
