using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Filters;

/// <summary>Filters that lay text out.</summary>
internal static class LayoutFilters
{
    /// <summary>By how much a text may exceed <c>truncate</c>'s length before it is cut.</summary>
    private const int Leeway = 5;

    public static Filter? Find(string name) => name switch
    {
        "indent" => Indent,
        "truncate" => Truncate,
        "center" => (state, value, a) => Like(value, TextChanges.Justify("center", state.Text(value), a.Bind(name, "width").Integer(0, 80), " ", state.Budget)),
        "wordwrap" => WordWrap,
        _ => null,
    };

    private static StringValue Like(JinjaValue value, string text) => value is StringValue given ? given.With(text) : new(text);

    private static StringValue Indent(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("indent", "width", "first", "blank");
        var source = Needed(value) as StringValue ?? throw new JinjaException($"the filter indent needs a string, not a value of type '{value.TypeName}'");
        var indent = (given[0] as StringValue)?.Value ?? Spaces(given.Integer(0, 4), state);
        var lines = PythonSpace.SplitLines(source.Value + "\n");
        var text = new BoundedText(state.Budget);
        text.Append(given.Flag(1) ? indent : "");
        for (var i = 0; i < lines.Count; i++)
        {
            text.Append(i == 0 ? "" : lines[i].Length > 0 || given.Flag(2) ? "\n" + indent : "\n").Append(lines[i]);
        }

        return source.With(text.ToString());
    }

    private static JinjaValue Truncate(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("truncate", "length", "killwords", "end", "leeway");
        var (length, end) = (given.Integer(0, 255), given.TextOrNull(2) ?? "...");
        var leeway = given[3] is null or NoneValue ? Leeway : given.Integer(3, Leeway);
        if (length < CodePoints.Count(end) || leeway < 0)
        {
            throw new JinjaException($"truncate needs a length of at least {CodePoints.Count(end)} and no negative leeway");
        }

        if (value is UndefinedValue)
        {
            return value;
        }

        if (value.Count() <= (long)length + leeway)
        {
            return value;
        }

        var text = value as StringValue ?? throw new JinjaException($"the filter truncate needs a string, not a value of type '{value.TypeName}'");

        var head = CodePoints.Head(text.Value, length - CodePoints.Count(end));
        var space = given.Flag(1) ? -1 : head.LastIndexOf(' ');
        return text.With((space < 0 ? head : head[..space]) + end);
    }

    private static StringValue WordWrap(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("wordwrap", "width", "break_long_words", "wrapstring", "break_on_hyphens");
        var text = Needed(value) as StringValue ?? throw new JinjaException($"the filter wordwrap needs a string, not a value of type '{value.TypeName}'");
        var width = given.Integer(0, 79);
        if (width < 1 && text.Value.Length > 0)
        {
            throw new JinjaException("wordwrap needs a width of 1 or more");
        }

        state.Budget.Make(2L * text.Value.Length);
        var wrap = new WordWrap(width, given.Flag(1, otherwise: true), given.Flag(3, otherwise: true));
        var end = given.TextOrNull(2) ?? "\n";
        var wrapped = new BoundedText(state.Budget);
        var lines = PythonSpace.SplitLines(text.Value);
        for (var i = 0; i < lines.Count; i++)
        {
            var pieces = wrap.Lines(lines[i]);
            wrapped.Append(i > 0 ? end : "");
            for (var j = 0; j < pieces.Count; j++)
            {
                wrapped.Append(j > 0 ? end : "").Append(pieces[j]);
            }
        }

        return new StringValue(wrapped.ToString());
    }

    private static JinjaValue Needed(JinjaValue value) => value is UndefinedValue undefined ? throw undefined.Fault() : value;

    private static string Spaces(int count, RenderState state)
    {
        state.Budget.Make(Math.Max(0, count));
        return new(' ', Math.Max(0, count));
    }
}
