using System.Globalization;
using System.Numerics;

namespace HpcClient.Jinja.Syntax;

/// <summary>Reads number literals: decimal, 0b, 0o, 0x, underscores between digits, fractions and exponents.</summary>
internal static class NumberLexer
{
    private const int MaxDigits = 4300;

    /// <summary>Reads the number at the position.</summary>
    /// <param name="input">The template, at a digit.</param>
    /// <param name="place">Its place.</param>
    /// <param name="afterDot">Whether it is an index as in <c>a.0</c>: then it has no fraction.</param>
    public static Token Read(LexerInput input, Place place, bool afterDot)
    {
        var start = input.Position;
        if (input.Current == '0' && Radix(input.CharAt(start + 1)) is { } radix && IsDigit(input.CharAt(start + 2), radix))
        {
            input.Take(2);
            return new(TokenKind.Integer, Whole(Digits(input, radix), radix).ToString(CultureInfo.InvariantCulture), place);
        }

        var text = Digits(input, 10);
        var isFloat = false;
        if (!afterDot && input.Current == '.' && char.IsAsciiDigit(input.CharAt(input.Position + 1)))
        {
            input.Take(1);
            text += "." + Digits(input, 10);
            isFloat = true;
        }

        if (!afterDot && input.Current is 'e' or 'E' && ExponentLength(input) is var sign and > 0)
        {
            text += input.Take(sign) + Digits(input, 10);
            isFloat = true;
        }

        if (!isFloat && text.Length > 1 && text[0] == '0' && text.Trim('0').Length > 0)
        {
            throw new JinjaException($"the number '{text}' must not begin with 0", place);
        }

        return isFloat
            ? new(TokenKind.Float, text, place)
            : new(TokenKind.Integer, BigInteger.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture), place);
    }

    private static int ExponentLength(LexerInput input)
    {
        var next = input.CharAt(input.Position + 1);
        var signed = next is '+' or '-';
        return char.IsAsciiDigit(signed ? input.CharAt(input.Position + 2) : next) ? (signed ? 2 : 1) : 0;
    }

    private static string Digits(LexerInput input, int radix)
    {
        var digits = new System.Text.StringBuilder();
        while (IsDigit(input.Current, radix) || (input.Current == '_' && IsDigit(input.CharAt(input.Position + 1), radix)))
        {
            var c = input.Take(1);
            if (c != "_")
            {
                digits.Append(c);
            }
        }

        // Python's own bound; it keeps the quadratic cost of reading big numbers out.
        return digits.Length <= MaxDigits ? digits.ToString() : throw new JinjaException($"a number has more than {MaxDigits} digits", input.Place);
    }

    private static int? Radix(char c) => c switch
    {
        'b' or 'B' => 2,
        'o' or 'O' => 8,
        'x' or 'X' => 16,
        _ => null,
    };

    private static bool IsDigit(char c, int radix) => char.IsAsciiHexDigit(c) && Convert.ToInt32(c.ToString(), 16) < radix;

    private static BigInteger Whole(string digits, int radix) =>
        digits.Aggregate(BigInteger.Zero, (sum, c) => (sum * radix) + Convert.ToInt32(c.ToString(), 16));
}
