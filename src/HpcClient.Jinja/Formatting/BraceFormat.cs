using System.Globalization;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Formatting;

/// <summary>Python's <c>'{}'.format(...)</c>.</summary>
internal sealed class BraceFormat(Arguments arguments, bool isSafe, RenderBudget budget)
{
    private int _next;
    private bool _isNumbered;

    /// <summary>Fills <paramref name="given"/> into <paramref name="format"/>.</summary>
    public static string Apply(StringValue format, Arguments given, RenderBudget budget) =>
        new BraceFormat(given, format.IsSafe, budget).Fill(format.Value, 0);

    private string Fill(string format, int depth)
    {
        var text = new BoundedText(budget);
        for (var at = 0; at < format.Length; at++)
        {
            var c = format[at];
            if (c is not ('{' or '}'))
            {
                text.Append(c.ToString());
            }
            else if (at + 1 < format.Length && format[at + 1] == c)
            {
                text.Append(c.ToString());
                at++;
            }
            else if (c == '}')
            {
                throw new JinjaException("a format string has a single '}'; write '}}' for the brace itself");
            }
            else
            {
                var end = End(format, at);
                text.Append(Field(format[(at + 1)..end], depth));
                at = end;
            }
        }

        return text.ToString();
    }

    private static int End(string format, int open)
    {
        var depth = 0;
        for (var at = open; at < format.Length; at++)
        {
            depth += format[at] == '{' ? 1 : format[at] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        throw new JinjaException("a format string has a single '{'; write '{{' for the brace itself");
    }

    private string Field(string field, int depth)
    {
        if (depth > 1)
        {
            throw new JinjaException("a format string is nested too deeply");
        }

        var colon = field.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? field : field[..colon];
        var bang = name.IndexOf('!', StringComparison.Ordinal);
        var value = Value(bang < 0 ? name : name[..bang]);
        if (bang >= 0)
        {
            value = new StringValue(name[(bang + 1)..] switch
            {
                "s" => value.Text(budget),
                "r" => PythonRepr.Of(value, budget),
                "a" => PythonRepr.Ascii(value, budget),
                var other => throw new JinjaException($"a format string has the unknown conversion '!{other}'"),
            });
        }

        // The fields of the format take their values after that of the field itself.
        var text = FormatSpecParser.Format(value, colon < 0 ? "" : Fill(field[(colon + 1)..], depth + 1), budget);
        return isSafe && depth == 0 && value is not StringValue { IsSafe: true } ? Html.Escape(text, budget) : text;
    }

    private JinjaValue Value(string path)
    {
        var end = path.AsSpan().IndexOfAny('.', '[');
        var name = end < 0 ? path : path[..end];
        JinjaValue? value;
        if (name.Length == 0)
        {
            value = !_isNumbered ? arguments.Positional.ElementAtOrDefault(_next++) : throw Mixed();
        }
        else if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            _isNumbered = true;
            value = _next == 0 ? arguments.Positional.ElementAtOrDefault(index) : throw Mixed();
        }
        else
        {
            value = arguments.Named.GetValueOrDefault(name);
        }

        value ??= Missing(path);
        for (var at = end; at >= 0 && at < path.Length;)
        {
            var isItem = path[at] == '[';
            var next = path.AsSpan(at + 1).IndexOfAny(isItem ? "]" : ".[");
            var part = next < 0 ? path[(at + 1)..] : path.Substring(at + 1, next);
            at = next < 0 ? path.Length : at + 1 + next + (isItem ? 1 : 0);
            value = Part(value, part, isItem) ?? Missing(path);
        }

        return value;
    }

    private static JinjaValue? Part(JinjaValue value, string part, bool isItem) => !isItem
        ? value.Attribute(part)
        : value.Item(int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? JinjaValue.Of(index) : JinjaValue.Of(part));

    private static JinjaValue Missing(string path) => throw new JinjaException($"a format string asks for '{{{path}}}', which it was not given");

    private static JinjaException Mixed() => new("a format string has fields with numbers and fields without; use one or the other");
}
