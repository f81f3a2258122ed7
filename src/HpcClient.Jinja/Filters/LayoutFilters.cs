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
        "center" => Center,
        _ => null,
    };

    private static StringValue Indent(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("indent", "width", "first", "blank");
        var indent = (given[0] as StringValue)?.Value ?? Spaces(given.Integer(0, 4), state);
        var lines = PythonSpace.SplitLines(state.Text(value) + "\n");
        var text = new BoundedText(state.Budget);
        text.Append(given.Flag(1) ? indent : "");
        for (var i = 0; i < lines.Count; i++)
        {
            text.Append(i == 0 ? "" : lines[i].Length > 0 || given.Flag(2) ? "\n" + indent : "\n").Append(lines[i]);
        }

        return new StringValue(text.ToString());
    }

    private static StringValue Truncate(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("truncate", "length", "killwords", "end", "leeway");
        var text = new StringValue(state.Text(value));
        var (length, end) = (given.Integer(0, 255), given.TextOrNull(2) ?? "...");
        var leeway = given[3] is null or NoneValue ? Leeway : given.Integer(3, Leeway);
        if (length < end.Length || leeway < 0)
        {
            throw new JinjaException($"truncate needs a length of at least {end.Length} and no negative leeway");
        }

        if (text.Count() <= (long)length + leeway)
        {
            return text;
        }

        var head = text.Part(new(null, length - end.Length, 1)).Value;
        var space = given.Flag(1) ? -1 : head.LastIndexOf(' ');
        return new StringValue((space < 0 ? head : head[..space]) + end);
    }

    private static StringValue Center(RenderState state, JinjaValue value, Arguments arguments)
    {
        var text = state.Text(value);
        var width = arguments.Bind("center", "width").Integer(0, 80);
        state.Budget.Make(Math.Max(width, text.Length));
        var missing = Math.Max(0, width - text.Length);
        var left = TextChanges.LeftOfCenter(missing, width);
        return new StringValue(new string(' ', left) + text + new string(' ', missing - left));
    }

    private static string Spaces(int count, RenderState state)
    {
        state.Budget.Make(Math.Max(0, count));
        return new(' ', Math.Max(0, count));
    }
}
