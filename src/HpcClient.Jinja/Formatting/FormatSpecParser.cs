using System.Globalization;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Formatting;

/// <summary>Reads what stands after the colon in <c>'{:...}'.format(value)</c>.</summary>
internal static class FormatSpecParser
{
    /// <summary>Formats <paramref name="value"/> as <paramref name="spec"/> says.</summary>
    public static string Format(JinjaValue value, string spec, RenderBudget budget)
    {
        if (spec.Length == 0)
        {
            return value.Text(budget);
        }

        var parsed = Parse(spec);
        switch (value)
        {
            case StringValue s when parsed.Type is '\0' or 's' && parsed is { Grouping: '\0', Sign: '\0', Alternate: false }:
                return parsed.Align != '=' ? parsed.Text(s.Value, budget)
                    : spec.Contains('=', StringComparison.Ordinal) ? throw new JinjaException("a string cannot be filled up with '='")
                    : (parsed with { Align = '<' }).Text(s.Value, budget);
            case FloatValue f:
                return parsed.Float(f.Value, budget);
        }

        if (Numbers.TryInteger(value, out var whole))
        {
            return parsed.Type is 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%'
                ? parsed.Float(Numbers.Float(whole), budget)
                : parsed.Type is '\0' or 'd' or 'n' or 'x' or 'X' or 'o' or 'b' or 'c' && parsed.Precision is null
                    ? parsed.Integer(whole, budget)
                    : throw new JinjaException($"the format '{spec}' is not one for a whole number");
        }

        throw value is UndefinedValue undefined
            ? undefined.Fault()
            : new JinjaException($"the format '{spec}' is not one for a value of type '{value.TypeName}'");
    }

    private static FormatSpec Parse(string spec)
    {
        var at = 0;
        char Peek() => at < spec.Length ? spec[at] : '\0';
        bool Accept(char c) => Peek() == c && ++at > 0;

        var parsed = new FormatSpec();
        var fill = CodePoints.Length(spec, 0);
        var hasFill = spec.Length > fill && spec[fill] is '<' or '>' or '^' or '=';
        if (hasFill)
        {
            parsed = parsed with { Fill = spec[..fill], Align = spec[fill] };
            at = fill + 1;
        }
        else if (spec[0] is '<' or '>' or '^' or '=')
        {
            parsed = parsed with { Align = spec[0] };
            at = 1;
        }

        if (Peek() is '+' or '-' or ' ')
        {
            parsed = parsed with { Sign = spec[at++] };
        }

        parsed = parsed with { Alternate = Accept('#') };
        if (Peek() == '0')
        {
            parsed = parsed with { Fill = hasFill ? parsed.Fill : "0", Align = parsed.Align == '\0' ? '=' : parsed.Align };
        }

        parsed = parsed with { Width = Number(spec, ref at) ?? 0 };
        if (Peek() is ',' or '_')
        {
            parsed = parsed with { Grouping = spec[at++] };
        }

        if (Accept('.'))
        {
            parsed = parsed with { Precision = Number(spec, ref at) ?? throw new JinjaException($"the format '{spec}' has no number after the point") };
        }

        parsed = parsed with { Type = at < spec.Length ? spec[at++] : '\0' };
        var fits = at == spec.Length && parsed is not ({ Grouping: ',', Type: 'x' or 'X' or 'o' or 'b' or 'c' or 'n' } or { Grouping: '_', Type: 'c' or 'n' });
        return fits ? parsed : throw new JinjaException($"'{spec}' is not a format");
    }

    private static int? Number(string spec, ref int at)
    {
        var start = at;
        while (at < spec.Length && char.IsAsciiDigit(spec[at]))
        {
            at++;
        }

        return at == start ? null : int.TryParse(spec.AsSpan(start, at - start), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new JinjaException($"a number in the format '{spec}' is too big");
    }
}
