using System.Globalization;
using System.Text;

namespace HpcClient.Jinja.Syntax;

/// <summary>Reads string literals with Python's escapes.</summary>
internal static class StringLexer
{
    /// <summary>Reads the string at the position.</summary>
    public static Token Read(LexerInput input, Place place)
    {
        var quote = input.Take(1)[0];
        var text = new StringBuilder();
        while (input.Current != quote || input.AtEnd)
        {
            if (input.AtEnd)
            {
                throw Fault($"a string that begins with {quote} has no end", place);
            }

            var c = input.Take(1)[0];
            if (c != '\\')
            {
                text.Append(c);
            }
            else if (input.AtEnd)
            {
                throw Fault($"a string that begins with {quote} has no end", place);
            }
            else
            {
                Escape(input, text, place);
            }
        }

        input.Take(1);
        return new(TokenKind.String, text.ToString(), place);
    }

    private static void Escape(LexerInput input, StringBuilder text, Place place)
    {
        var c = input.Take(1)[0];
        switch (c)
        {
            case '\n':
                break;
            case '\\' or '\'' or '"':
                text.Append(c);
                break;
            case 'x':
                Hex(input, text, 2, place);
                break;
            case 'u':
                Hex(input, text, 4, place);
                break;
            case 'U':
                Hex(input, text, 8, place);
                break;
            case 'N' when input.Current == '{':
                throw Fault("characters by name, \\N{...}, are not supported: write \\u and four hexadecimal digits", place);
            case >= '0' and <= '7':
                Octal(input, text, c);
                break;
            case > '\x7f':
                // Jinja2 has written such characters as escapes by then, and the backslash takes that of the escape.
                text.Append('\\').Append(c <= '\xff' ? $"x{(int)c:x2}" : char.IsSurrogatePair(c, input.Current) ? $"U{char.ConvertToUtf32(c, input.Take(1)[0]):x8}" : $"u{(int)c:x4}");
                break;
            default:
                var at = "abfnrtv".IndexOf(c, StringComparison.Ordinal);
                text.Append(at >= 0 ? "\a\b\f\n\r\t\v"[at].ToString() : "\\" + c);
                break;
        }
    }

    private static void Hex(LexerInput input, StringBuilder text, int digits, Place place)
    {
        var end = Math.Min(input.Position + digits, input.Length);
        var hex = input.Slice(input.Position, end);
        if (hex.Length < digits || !int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code is < 0 or > 0x10ffff)
        {
            throw Fault($"a backslash escape in a string needs {digits} hexadecimal digits of a character's number", place);
        }

        input.TakeUntil(end);
        text.Append(Character(code));
    }

    private static void Octal(LexerInput input, StringBuilder text, char first)
    {
        var code = first - '0';
        for (var i = 0; i < 2 && input.Current is >= '0' and <= '7'; i++)
        {
            code = (code * 8) + input.Take(1)[0] - '0';
        }

        text.Append((char)code);
    }

    private static string Character(int code) =>
        code is >= 0xd800 and <= 0xdfff ? ((char)code).ToString() : char.ConvertFromUtf32(code);

    private static JinjaException Fault(string message, Place place) => new(message, place);
}
