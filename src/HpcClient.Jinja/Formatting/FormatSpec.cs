using System.Globalization;
using System.Numerics;
using System.Text;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Formatting;

/// <summary>What a format asks of one value: of <c>{:&gt;08.3f}</c> and of <c>%08.3f</c> alike.</summary>
internal sealed record FormatSpec
{
    /// <summary>What fills up; one character, which may take two of .NET's.</summary>
    public string Fill { get; init; } = " ";

    /// <summary><c>&lt;</c>, <c>&gt;</c>, <c>^</c>, <c>=</c> (between sign and digits); NUL for what suits the value.</summary>
    public char Align { get; init; }

    /// <summary><c>+</c>, <c>-</c> or a space; NUL when not given.</summary>
    public char Sign { get; init; }

    /// <summary>Whether numbers of another base get their prefix, and fractions keep point and zeros.</summary>
    public bool Alternate { get; init; }

    /// <summary><c>,</c> or <c>_</c> between groups of digits; NUL for none.</summary>
    public char Grouping { get; init; }

    public int Width { get; init; }

    public int? Precision { get; init; }

    /// <summary>The letter; NUL for none.</summary>
    public char Type { get; init; }

    /// <summary>Formats a string.</summary>
    public string Text(string value, RenderBudget budget)
    {
        var cut = Precision is { } most && value.Length > most ? CodePoints.Head(value, most) : value;
        return Pad("", cut, Align == '\0' ? '<' : Align, budget);
    }

    /// <summary>Formats an integer.</summary>
    public string Integer(BigInteger value, RenderBudget budget)
    {
        var size = BigInteger.Abs(value);
        var (prefix, digits) = Type switch
        {
            'x' => ("0x", InBase(size, 16)),
            'X' => ("0X", InBase(size, 16).ToUpperInvariant()),
            'o' => ("0o", InBase(size, 8)),
            'b' => ("0b", InBase(size, 2)),
            'c' => ("", Character(value)),
            _ => ("", size.ToString(CultureInfo.InvariantCulture)),
        };
        prefix = Type == 'c' ? "" : SignOf(value.Sign < 0) + (Alternate ? prefix : "");
        if (Precision is { } least && digits.Length < least)
        {
            budget.Make(least);
            digits = digits.PadLeft(least, '0');
        }

        digits = Type == 'c' ? digits : Group(digits, Width - prefix.Length, budget);
        return Pad(prefix, digits, Align == '\0' ? '>' : Align, budget);
    }

    /// <summary>Formats a floating-point number.</summary>
    public string Float(double value, RenderBudget budget)
    {
        if (Precision > PythonFloat.MaxPrecision)
        {
            throw new JinjaException($"a format asks for more than {PythonFloat.MaxPrecision} digits");
        }

        var size = Math.Abs(value);
        var digits = char.ToLowerInvariant(Type) switch
        {
            'f' => PythonFloat.Fixed(size, Precision ?? 6),
            'e' => PythonFloat.Exponential(size, Precision ?? 6),
            'g' or 'n' => PythonFloat.General(size, Precision ?? 6, keepZeros: Alternate),
            '%' => PythonFloat.Fixed(size * 100, Precision ?? 6) + "%",
            '\0' when Precision is null => PythonFloat.Repr(size),
            '\0' => WithPoint(PythonFloat.General(size, Precision ?? 6)),
            _ => throw new JinjaException($"the format '{Type}' is not one for a number with a fraction"),
        };
        var end = digits.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var (whole, rest) = end < 0 ? (digits, "") : (digits[..end], digits[end..]);
        if (Alternate && whole.Length > 0 && !rest.StartsWith('.'))
        {
            rest = "." + rest;
        }

        var sign = SignOf(double.IsNegative(value));
        var grouped = (whole.Length > 0 ? Group(whole, Width - sign.Length - rest.Length, budget) : "") + rest;
        return Pad(sign, char.IsAsciiLetterUpper(Type) ? grouped.ToUpperInvariant() : grouped, Align == '\0' ? '>' : Align, budget);
    }

    private static string WithPoint(string digits) =>
        digits.AsSpan().ContainsAny(".einf") ? digits : digits + ".0";

    private static string Character(BigInteger code) => code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
        ? char.ConvertFromUtf32((int)code)
        : throw new JinjaException($"there is no character with the number {code}");

    private static string InBase(BigInteger number, int radix)
    {
        var digits = new List<char>();
        do
        {
            number = BigInteger.DivRem(number, radix, out var digit);
            digits.Add("0123456789abcdef"[(int)digit]);
        }
        while (!number.IsZero);
        digits.Reverse();
        return string.Concat(digits);
    }

    private string SignOf(bool negative) => negative ? "-" : Sign is '+' or ' ' ? Sign.ToString() : "";

    /// <summary>Puts the separator between groups; zeros that fill up to <paramref name="width"/> are grouped as well.</summary>
    private string Group(string digits, int width, RenderBudget budget)
    {
        if (Grouping == '\0')
        {
            return digits;
        }

        var size = Type is 'x' or 'X' or 'o' or 'b' ? 4 : 3;
        if (Fill == "0" && Align == '=')
        {
            budget.Make(Math.Max(width, 0));
            var count = digits.Length;
            while (count + ((count - 1) / size) < width)
            {
                count++;
            }

            digits = digits.PadLeft(count, '0');
        }

        var head = digits.Length % size;
        var groups = Enumerable.Range(0, digits.Length / size).Select(i => digits.Substring(head + (i * size), size));
        return string.Join(Grouping, head > 0 ? groups.Prepend(digits[..head]) : groups);
    }

    private string Pad(string sign, string body, char align, RenderBudget budget)
    {
        var missing = Width - sign.Length - CodePoints.Count(body);
        budget.Make(Math.Max((long)Width * Fill.Length, sign.Length + body.Length));
        if (missing <= 0)
        {
            return sign + body;
        }

        return align switch
        {
            '<' => sign + body + Filler(missing),
            '^' => Filler(missing / 2) + sign + body + Filler(missing - (missing / 2)),
            '=' => sign + Filler(missing) + body,
            _ => Filler(missing) + sign + body,
        };
    }

    private string Filler(int count) => Fill.Length == 1 ? new(Fill[0], count) : new StringBuilder().Insert(0, Fill, count).ToString();
}
