using System.Globalization;
using System.Numerics;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Formatting;

/// <summary>Numbers in text, as Python's <c>int()</c> and <c>float()</c> read them.</summary>
internal static class NumberText
{
    /// <summary>Longest text that is looked at; Python stops at 4300 digits.</summary>
    private const int MaxLength = 4300;

    /// <summary>The integer in <paramref name="text"/>, or null.</summary>
    public static BigInteger? Integer(string text, int radix)
    {
        var body = Plain(text);
        var negative = body.StartsWith('-');
        body = body.StartsWith('+') || negative ? body[1..] : body;
        if (body.Length > 2 && body[0] == '0' && Prefix(body[1]) is { } prefixed && (radix == prefixed || radix == 0))
        {
            (radix, body) = (prefixed, body[2] == '_' ? body[3..] : body[2..]);
        }

        if (radix == 0)
        {
            radix = 10;
        }

        if (radix is < 2 or > 36 || body.Length is 0 or > MaxLength || !UnderscoresFit(body))
        {
            return null;
        }

        var sum = BigInteger.Zero;
        foreach (var c in body)
        {
            var digit = c == '_' ? -2 : Digit(c);
            if (digit == -1 || digit >= radix)
            {
                return null;
            }

            sum = digit == -2 ? sum : (sum * radix) + digit;
        }

        return negative ? -sum : sum;
    }

    /// <summary>The floating-point number in <paramref name="text"/>, or null.</summary>
    public static double? Float(string text)
    {
        var body = Plain(text);
        if (body.Length > MaxLength)
        {
            return null;
        }

        switch (body.TrimStart('+', '-').ToLowerInvariant())
        {
            case "inf" or "infinity" when body.Length - body.TrimStart('+', '-').Length < 2:
                return body[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            case "nan" when body.Length <= 4:
                return double.NaN;
        }

        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return UnderscoresFit(body)
            && double.TryParse(body.Replace("_", "", StringComparison.Ordinal), styles, CultureInfo.InvariantCulture, out var number) && char.IsAsciiDigit(body.FirstOrDefault(char.IsAsciiDigit))
                ? number
                : null;
    }

    /// <summary>Without whitespace around it, and with digits of other scripts as ours.</summary>
    private static string Plain(string text)
    {
        var body = TextMethods.Strip(text, null);
        return body.Length > MaxLength || System.Text.Ascii.IsValid(body)
            ? body
            : string.Concat(body.Select(c => char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)) : c));
    }

    private static int? Prefix(char c) => char.ToLowerInvariant(c) switch
    {
        'x' => 16,
        'o' => 8,
        'b' => 2,
        _ => null,
    };

    private static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10 : -1;

    private static bool UnderscoresFit(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '_' && (at == 0 || at == text.Length - 1 || !char.IsAsciiLetterOrDigit(text[at - 1]) || !char.IsAsciiLetterOrDigit(text[at + 1])))
            {
                return false;
            }
        }

        return true;
    }
}
