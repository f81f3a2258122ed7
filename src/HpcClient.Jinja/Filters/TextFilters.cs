using HpcClient.Jinja.Formatting;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Filters;

/// <summary>Filters that change text, and <c>default</c>.</summary>
internal static class TextFilters
{
    public static Filter? Find(string name) => name switch
    {
        "default" or "d" => Default,
        "upper" => Text(s => s.ToUpperInvariant()),
        "lower" => Text(s => s.ToLowerInvariant()),
        "capitalize" => Text(TextChanges.Capitalize),
        "title" => Text(TextChanges.TitleFilter),
        "string" or "safe" => (state, value, _) => value is StringValue ? value : new StringValue(state.Text(value)),
        "trim" => Trim,
        "replace" => Replace,
        "format" => Format,
        "wordcount" => (state, value, _) => JinjaValue.Of(Words(state.Text(value))),
        "attr" => (_, value, a) => value.Attribute(a.Bind(name, "name").Text(0)) ?? UndefinedValue.Attribute(value, a.Bind(name, "name").Text(0)),
        _ => null,
    };

    private static Filter Text(Func<string, string> change) => (state, value, _) =>
    {
        var text = state.Text(value);
        state.Budget.Make(text.Length);
        return new StringValue(change(text));
    };

    private static JinjaValue Default(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("default", "default_value", "boolean");
        return value is UndefinedValue || (given.Flag(1) && !value.IsTrue) ? given[0] ?? StringValue.Empty : value;
    }

    private static StringValue Trim(RenderState state, JinjaValue value, Arguments arguments)
    {
        var text = state.Text(value);
        return new StringValue(arguments.Bind("trim", "chars").TextOrNull(0) is { Length: > 0 } characters
            ? text.Trim(characters.ToCharArray())
            : PythonSpace.TrimStart(PythonSpace.TrimEnd(text)));
    }

    private static StringValue Replace(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("replace", "old", "new", "count");
        var count = given[2] is null or NoneValue ? -1 : given.Integer(2, -1);
        return new StringValue(TextChanges.Replace(
            state.Text(value), state.Text(given.Required(0)), state.Text(given.Required(1)), count, state.Budget));
    }

    private static StringValue Format(RenderState state, JinjaValue value, Arguments arguments)
    {
        if (arguments.Positional.Count > 0 && arguments.Named.Count > 0)
        {
            throw new JinjaException("the filter format takes values in order or by name, not both");
        }

        var values = arguments.Named.Count > 0 ? JinjaValue.Of(arguments.Named) : ListValue.Tuple([.. arguments.Positional]);
        return new StringValue(PercentFormat.Apply(state.Text(value), values, state.Budget));
    }

    private static int Words(string text)
    {
        var (count, inWord) = (0, false);
        foreach (var isWord in text.Select(c => c == '_' || char.IsLetterOrDigit(c)))
        {
            count += isWord && !inWord ? 1 : 0;
            inWord = isWord;
        }

        return count;
    }
}
