using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Formatting;

/// <summary>Python's <c>'%s' % value</c>.</summary>
internal sealed class PercentFormat
{
    private readonly string _format;
    private readonly JinjaValue _values;
    private readonly RenderBudget _budget;
    private readonly BoundedText _text;
    private readonly bool _isSafe;
    private int _at;
    private int _next;
    private bool _isNamed;

    private PercentFormat(StringValue format, JinjaValue values, RenderBudget budget)
    {
        (_format, _isSafe, _values, _budget) = (format.Value, format.IsSafe, values, budget);
        _text = new(budget);
    }

    /// <summary>Fills <paramref name="values"/> (a tuple, a map or one value) into <paramref name="format"/>.</summary>
    public static StringValue Apply(StringValue format, JinjaValue values, RenderBudget budget) =>
        format.With(new PercentFormat(format, values, budget).Run());

    private string Run()
    {
        while (_at < _format.Length)
        {
            var percent = _format.IndexOf('%', _at);
            if (percent < 0)
            {
                percent = _format.Length;
            }

            _text.Append(_format[_at..percent]);
            _at = percent + 1;
            if (percent < _format.Length)
            {
                Directive();
            }
        }

        // What has elements of its own need not be used: Python takes it for a map.
        if (_values is ListValue { IsTuple: true } tuple ? _next < tuple.Elements.Count : _next == 0 && (_values is StringValue || !_values.IsSequence))
        {
            throw new JinjaException("not all values given to '%' were used by the format string");
        }

        return _text.ToString();
    }

    private void Directive()
    {
        string? key = null;
        if (Peek == '(')
        {
            var end = EndOfKey();
            key = _format[(_at + 1)..end];
            _at = end + 1;
        }

        if (key is null && Peek == '%')
        {
            _at++;
            _text.Append("%");
            return;
        }

        var flags = Flags();
        var width = Size();
        int? precision = null;
        if (Peek == '.')
        {
            _at++;
            precision = Math.Max(0, Size());
        }

        while (Peek is 'h' or 'l' or 'L')
        {
            _at++;
        }

        var type = Peek;
        _at++;
        var left = flags.Contains('-', StringComparison.Ordinal) || width < 0;
        var zero = flags.Contains('0', StringComparison.Ordinal) && !left;
        var spec = new FormatSpec
        {
            Fill = " ",
            Align = left ? '<' : '>',
            Sign = flags.Contains('+', StringComparison.Ordinal) ? '+' : flags.Contains(' ', StringComparison.Ordinal) ? ' ' : '\0',
            Alternate = flags.Contains('#', StringComparison.Ordinal),
            Width = Math.Abs(width),
            Precision = precision,
            Type = type,
        };
        _text.Append(Format(spec, zero, key is null ? NextValue() : Named(key)));
    }

    private string Format(FormatSpec spec, bool zero, JinjaValue value)
    {
        var number = zero ? spec with { Fill = "0", Align = '=' } : spec;
        switch (spec.Type)
        {
            case 's':
                return spec.Text(_isSafe ? Html.Escape(value, _budget) : value.Text(_budget), _budget);
            case 'r' or 'a':
                var repr = spec.Type == 'r' ? PythonRepr.Of(value, _budget) : PythonRepr.Ascii(value, _budget);
                return spec.Text(_isSafe ? Html.Escape(repr, _budget) : repr, _budget);
            case 'c' when value is StringValue s && s.Count() == 1:
                return spec.Text(s.Value, _budget);
            case 'c' or 'x' or 'X' or 'o' when Numbers.TryInteger(value, out var whole):
                return number.Integer(whole, _budget);
            case 'd' or 'i' or 'u' when Numbers.TryInteger(value, out var whole):
                return (number with { Type = 'd' }).Integer(whole, _budget);
            case 'd' or 'i' or 'u' when value is FloatValue f && double.IsFinite(f.Value):
                return (number with { Type = 'd' }).Integer(new(Math.Truncate(f.Value)), _budget);
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G' when Numbers.TryFloat(value, out var fraction):
                return number.Float(Numbers.TryInteger(value, out var big) ? Numbers.Float(big) : fraction, _budget);
            case 'c' or 'x' or 'X' or 'o' or 'd' or 'i' or 'u' or 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                throw value is UndefinedValue undefined
                    ? undefined.Fault()
                    : new JinjaException($"the format '%{spec.Type}' needs a number, not a value of type '{value.TypeName}'");
            case '\0':
                throw new JinjaException("a format string ends after '%'; write '%%' for the sign itself");
            default:
                throw new JinjaException($"there is no format '%{spec.Type}'; write '%%' for the sign itself");
        }
    }

    private char Peek => _at < _format.Length ? _format[_at] : '\0';

    private string Flags()
    {
        var start = _at;
        while (Peek is '-' or '+' or ' ' or '#' or '0')
        {
            _at++;
        }

        return _format[start.._at];
    }

    private int Size()
    {
        if (Peek == '*')
        {
            _at++;
            return Numbers.TryInteger(NextValue(), out var given) && given > -1_000_000_000 && given < 1_000_000_000
                ? (int)given
                : throw new JinjaException("'*' in a format string needs a whole number");
        }

        var start = _at;
        while (char.IsAsciiDigit(Peek))
        {
            _at++;
        }

        return start == _at ? 0 : _at - start < 10
            ? int.Parse(_format.AsSpan(start, _at - start), System.Globalization.CultureInfo.InvariantCulture)
            : throw new JinjaException("a width or precision of a format string is too big");
    }

    private JinjaValue NextValue()
    {
        var index = _next++;
        return _isNamed ? throw new JinjaException("a format string asks for values by name and in order") : _values switch
        {
            ListValue { IsTuple: true } tuple when index < tuple.Elements.Count => tuple.Elements[index],
            not ListValue { IsTuple: true } when index == 0 => _values,
            _ => throw new JinjaException("a format string asks for more values than '%' was given"),
        };
    }

    private int EndOfKey()
    {
        var depth = 0;
        for (var at = _at; at < _format.Length; at++)
        {
            depth += _format[at] == '(' ? 1 : _format[at] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        throw new JinjaException("a '%(' of a format string has no ')'");
    }

    private JinjaValue Named(string key) => _values is MapValue map && (_isNamed = true)
        ? map.Get(key) ?? throw new JinjaException($"a format string asks for '{key}', which the map does not have")
        : throw new JinjaException($"a format string asks for '{key}' by name, but '%' was given no map");
}
