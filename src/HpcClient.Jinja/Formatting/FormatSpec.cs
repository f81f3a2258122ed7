using System.Globalization;
using System.Numerics;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Formatting;

/// <summary>What a format asks of one value: of <c>{:&gt;08.3f}</c> and of <c>%08.3f</c> alike.</summary>
internal sealed record FormatSpec
{
    public char Fill { get; init; } = ' ';

    /// <summary><c>&lt;</c>, <c>&gt;</c>, <c>^</c>, <c>=</c> (between sign and digits); NUL for what suits the value.</summary>
    public char Align { get; init; }

    /// <summary><c>+</c>, <c>-</c> or a space.</summary>
    public char Sign { get; init; } = '-';

    /// <summary>Whether numbers of another base get their prefix.</summary>
    public bool Alternate { get; init; }

    /// <summary><c>,</c> or <c>_</c> between groups of three digits; NUL for none.</summary>
    public char Grouping { get; init; }

    public int Width { get; init; }

    public int? Precision { get; init; }

    /// <summary>The letter; NUL for none.</summary>
    public char Type { get; init; }

    /// <summary>Formats a string.</summary>
    public string Text(string value, RenderBudget budget)
    {
        var cut = Precision is { } most && value.Length > most ? value[..most] : value;
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
            _ => ("", Group(size.ToString(CultureInfo.InvariantCulture))),
        };
        if (Precision is { } least && digits.Length < least)
        {
            budget.Make(least);
            digits = digits.PadLeft(least, '0');
        }

        return Pad(SignOf(value.Sign < 0) + (Alternate ? prefix : ""), digits, Align == '\0' ? '>' : Align, budget);
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
            'g' => PythonFloat.General(size, Precision ?? 6),
            '%' => PythonFloat.Fixed(size * 100, Precision ?? 6) + "%",
            'n' => PythonFloat.General(size, Precision ?? 6),
            '\0' when Precision is null => PythonFloat.Repr(size),
            '\0' => WithPoint(PythonFloat.General(size, Precision ?? 6)),
            _ => throw new JinjaException($"the format '{Type}' is not one for a number with a fraction"),
        };
        var point = digits.AsSpan().IndexOfAnyExceptInRange('0', '9');
        digits = point < 0 ? Group(digits) : Group(digits[..point]) + digits[point..];
        digits = char.IsAsciiLetterUpper(Type) ? digits.ToUpperInvariant() : digits;
        return Pad(SignOf(double.IsNegative(value)), digits, Align == '\0' ? '>' : Align, budget);
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

    private string Group(string digits)
    {
        if (Grouping == '\0')
        {
            return digits;
        }

        var head = digits.Length % 3;
        var groups = Enumerable.Range(0, digits.Length / 3).Select(i => digits.Substring(head + (i * 3), 3));
        return string.Join(Grouping, head > 0 ? groups.Prepend(digits[..head]) : groups);
    }

    private string Pad(string sign, string body, char align, RenderBudget budget)
    {
        var missing = Width - sign.Length - body.Length;
        budget.Make(Math.Max(Width, sign.Length + body.Length));
        if (missing <= 0)
        {
            return sign + body;
        }

        return align switch
        {
            '<' => sign + body + new string(Fill, missing),
            '^' => new string(Fill, missing / 2) + sign + body + new string(Fill, missing - (missing / 2)),
            '=' => sign + new string(Fill, missing) + body,
            _ => new string(Fill, missing) + sign + body,
        };
    }
}
