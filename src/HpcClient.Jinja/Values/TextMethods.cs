using HpcClient.Jinja.Formatting;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Values;

/// <summary>The methods of Python's <c>str</c>; those that ask a question are in <see cref="TextQuestions"/>.</summary>
internal static class TextMethods
{
    /// <summary>The names of all methods.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "upper", "lower", "casefold", "swapcase", "capitalize", "title", "strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "partition", "rpartition",
        "join", "replace", "format", "format_map", "removeprefix", "removesuffix", "zfill", "ljust", "rjust", "center", "expandtabs", .. TextQuestions.Names,
    ];

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
            return method(text, arguments, state);
        });
    }

    private static Func<StringValue, Arguments, RenderState, JinjaValue>? Method(string name) => name switch
    {
        "upper" => Change(name, CaseText.Upper),
        "lower" => Change(name, CaseText.Lower),
        "casefold" => Change(name, CaseText.Fold),
        "swapcase" => Change(name, CaseText.Swap),
        "capitalize" => Change(name, CaseText.Capitalize),
        "title" => Change(name, CaseText.TitleMethod),
        "strip" or "lstrip" or "rstrip" => (s, a, _) => s.With(Strip(s.Value, a.BindPositional(name, "chars").TextOrNull(0), name != "rstrip", name != "lstrip")),
        "split" or "rsplit" => (s, a, state) => Parts(s, TextSplits.Split(s.Value, a, fromEnd: name == "rsplit", state.Budget), state),
        "splitlines" => (s, a, state) => Parts(s, PythonSpace.SplitLines(s.Value, a.Bind(name, "keepends").Flag(0)), state),
        "partition" or "rpartition" => (s, a, state) => ListValue.Tuple([.. TextSplits.Partition(s.Value, a, name == "rpartition", state.Budget).Select(s.With)]),
        "join" => Join,
        "replace" => Replace,
        "format" => (s, a, state) => s.With(BraceFormat.Apply(s, a, state.Budget)),
        "format_map" => (s, a, state) => s.With(BraceFormat.Apply(s, FromMap(a), state.Budget)),
        "removeprefix" => (s, a, _) => s.With(a.BindPositional(name, "prefix").Text(0) is var p && s.Value.StartsWith(p, StringComparison.Ordinal) ? s.Value[p.Length..] : s.Value),
        "removesuffix" => (s, a, _) => s.With(a.BindPositional(name, "suffix").Text(0) is var p && s.Value.EndsWith(p, StringComparison.Ordinal) ? s.Value[..^p.Length] : s.Value),
        "zfill" => (s, a, state) => s.With(ZeroFill(s.Value, a.BindPositional(name, "width").Whole(0), state)),
        "ljust" or "rjust" or "center" => (s, a, state) => s.With(Justify(name, s.Value, a, state)),
        "expandtabs" => (s, a, state) => s.With(TextChanges.ExpandTabs(s.Value, a.Bind(name, "tabsize").Integer(0, 8), state.Budget)),
        _ => TextQuestions.Find(name) is { } question ? (s, a, state) => question(s.Value, a, state) : null,
    };

    /// <summary><c>str.strip</c> and its kin: without <paramref name="characters"/>, of whitespace.</summary>
    public static string Strip(string text, string? characters, bool start = true, bool end = true)
    {
        if (characters is null)
        {
            var cut = start ? PythonSpace.TrimStart(text) : text;
            return end ? PythonSpace.TrimEnd(cut) : cut;
        }

        // .NET takes an empty set for whitespace.
        var set = characters.ToCharArray();
        var trimmed = start && set.Length > 0 ? text.TrimStart(set) : text;
        return end && set.Length > 0 ? trimmed.TrimEnd(set) : trimmed;
    }

    private static Func<StringValue, Arguments, RenderState, JinjaValue> Change(string name, Func<string, string> change) => (s, a, _) =>
    {
        a.BindPositional(name);
        return s.With(change(s.Value));
    };

    private static ListValue Parts(StringValue text, List<string> parts, RenderState state)
    {
        state.Budget.Step(parts.Count);
        return new([.. parts.Select(text.With)]);
    }

    private static StringValue Join(StringValue separator, Arguments arguments, RenderState state)
    {
        var text = new BoundedText(state.Budget);
        var first = true;
        foreach (var item in state.Each(arguments.BindPositional("join", "iterable").Required(0)))
        {
            var part = item as StringValue
                ?? throw new JinjaException($"join puts strings together, not a value of type '{item.TypeName}'; the filter |join takes any");
            text.Append(first ? "" : separator.Value).Append(separator.IsSafe ? Html.Escape(part, state.Budget) : part.Value);
            first = false;
        }

        return separator.With(text.ToString());
    }

    private static StringValue Replace(StringValue text, Arguments arguments, RenderState state)
    {
        var given = arguments.BindPositional("replace", "old", "new", "count");
        var (old, with) = (given.Text(0), given.Text(1));
        (old, with) = text.IsSafe ? (Html.Escape(given.Required(0), state.Budget), Html.Escape(given.Required(1), state.Budget)) : (old, with);
        return text.With(TextChanges.Replace(text.Value, old, with, given.Integer(2, -1), state.Budget));
    }

    private static Arguments FromMap(Arguments arguments) => arguments.BindPositional("format_map", "mapping").Required(0) is MapValue map
        ? new([], map.Entries.Where(e => e.Key is StringValue).ToDictionary(e => ((StringValue)e.Key).Value, e => e.Value))
        : throw new JinjaException("format_map needs a map");

    private static string ZeroFill(string text, int width, RenderState state)
    {
        state.Budget.Make(Math.Max(width, text.Length));
        var sign = text.Length > 0 && text[0] is '-' or '+' ? text[..1] : "";
        return sign + new string('0', Math.Max(0, width - CodePoints.Count(text))) + text[sign.Length..];
    }

    private static string Justify(string name, string text, Arguments arguments, RenderState state)
    {
        var given = arguments.BindPositional(name, "width", "fillchar");
        var fill = given.TextOrNull(1) ?? " ";
        return CodePoints.Count(fill) == 1
            ? TextChanges.Justify(name, text, given.Whole(0), fill, state.Budget)
            : throw new JinjaException($"{name} fills with exactly one character");
    }
}
