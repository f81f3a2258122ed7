using HpcClient.Jinja.Formatting;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Values;

/// <summary>The methods of Python's <c>str</c>; those that ask a question are in <see cref="TextQuestions"/>.</summary>
internal static class TextMethods
{
    /// <summary>The method of this name, bound to <paramref name="text"/>; null when there is none.</summary>
    public static CallableValue? Find(StringValue text, string name)
    {
        if (Method(name) is not { } method)
        {
            return null;
        }

        return new(name, (state, arguments) =>
        {
            state.Budget.Built(text.Value.Length);
            return method(text.Value, arguments, state);
        });
    }

    private static Func<string, Arguments, RenderState, JinjaValue>? Method(string name) => name switch
    {
        "upper" => (s, _, _) => new StringValue(s.ToUpperInvariant()),
        "lower" or "casefold" => (s, _, _) => new StringValue(s.ToLowerInvariant()),
        "swapcase" => (s, _, _) => new StringValue(string.Concat(s.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)))),
        "capitalize" => (s, _, _) => new StringValue(TextChanges.Capitalize(s)),
        "title" => (s, _, _) => new StringValue(TextChanges.TitleMethod(s)),
        "strip" or "lstrip" or "rstrip" => (s, a, _) => Strip(name, s, a),
        "split" or "rsplit" => (s, a, state) => Counted(TextSplits.Split(s, a, fromEnd: name == "rsplit"), state),
        "splitlines" => (s, _, state) => Counted(PythonSpace.SplitLines(s), state),
        "partition" or "rpartition" => (s, a, _) => TextSplits.Partition(s, a, fromEnd: name == "rpartition"),
        "join" => (s, a, state) => Join(s, a, state),
        "replace" => (s, a, state) => Replace(s, a, state),
        "format" => (s, a, state) => new StringValue(BraceFormat.Apply(s, a, state.Budget)),
        "removeprefix" => (s, a, _) => new StringValue(a.Bind(name, "prefix").Text(0) is var p && s.StartsWith(p, StringComparison.Ordinal) ? s[p.Length..] : s),
        "removesuffix" => (s, a, _) => new StringValue(a.Bind(name, "suffix").Text(0) is var p && s.EndsWith(p, StringComparison.Ordinal) ? s[..^p.Length] : s),
        "zfill" => (s, a, state) => new StringValue(ZeroFill(s, a.Bind(name, "width").Integer(0, 0), state)),
        "ljust" or "rjust" or "center" => (s, a, state) => Justify(name, s, a, state),
        _ => TextQuestions.Find(name),
    };

    private static ListValue Counted(List<string> parts, RenderState state)
    {
        state.Budget.Step(parts.Count);
        return new([.. parts.Select(JinjaValue.Of)]);
    }

    private static StringValue Strip(string name, string text, Arguments arguments)
    {
        var characters = arguments.Bind(name, "chars").TextOrNull(0);
        var (start, end) = (name != "rstrip", name != "lstrip");
        if (characters is null)
        {
            var cut = start ? PythonSpace.TrimStart(text) : text;
            return new(end ? PythonSpace.TrimEnd(cut) : cut);
        }

        var set = characters.ToCharArray();
        if (set.Length == 0)
        {
            return new(text);
        }

        var trimmed = start ? text.TrimStart(set) : text;
        return new(end ? trimmed.TrimEnd(set) : trimmed);
    }

    private static StringValue Join(string separator, Arguments arguments, RenderState state)
    {
        var text = new BoundedText(state.Budget);
        var first = true;
        foreach (var item in state.Items(arguments.Bind("join", "iterable").Required(0)))
        {
            text.Append(first ? "" : separator).Append(item is StringValue s
                ? s.Value
                : throw new JinjaException($"join puts strings together, not a value of type '{item.TypeName}'; the filter |join takes any"));
            first = false;
        }

        return new(text.ToString());
    }

    private static StringValue Replace(string text, Arguments arguments, RenderState state)
    {
        var given = arguments.Bind("replace", "old", "new", "count");
        return new(TextChanges.Replace(text, given.Text(0), given.Text(1), given.Integer(2, -1), state.Budget));
    }

    private static string ZeroFill(string text, int width, RenderState state)
    {
        state.Budget.Make(Math.Max(width, text.Length));
        var sign = text.Length > 0 && text[0] is '-' or '+' ? text[..1] : "";
        return sign + text[sign.Length..].PadLeft(Math.Max(0, width - sign.Length), '0');
    }

    private static StringValue Justify(string name, string text, Arguments arguments, RenderState state)
    {
        var given = arguments.Bind(name, "width", "fillchar");
        var fill = given.TextOrNull(1) ?? " ";
        var width = given.Integer(0, 0);
        state.Budget.Make(Math.Max(width, text.Length));
        if (fill.Length != 1)
        {
            throw new JinjaException($"{name} fills with exactly one character");
        }

        var missing = Math.Max(0, width - text.Length);
        var left = name switch
        {
            "ljust" => 0,
            "rjust" => missing,
            _ => TextChanges.LeftOfCenter(missing, width),
        };
        return new(new string(fill[0], left) + text + new string(fill[0], missing - left));
    }
}
