using HpcClient.Jinja.Formatting;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Filters;

/// <summary>Filters that change text, and <c>default</c>.</summary>
internal static class TextFilters
{
    public static Filter? Find(string name) => name switch
    {
        "default" or "d" => Default,
        "upper" => Text(name, CaseText.Upper),
        "lower" => Text(name, CaseText.Lower),
        "capitalize" => Text(name, CaseText.Capitalize),
        "title" => Text(name, CaseText.TitleFilter),
        "string" => (state, value, a) => a.Bind(name) is not null && value is StringValue ? value : new StringValue(state.Text(value)),
        "trim" => Trim,
        "replace" => Replace,
        "format" => Format,
        "wordcount" => (state, value, a) => JinjaValue.Of(a.Bind(name) is not null ? Words(state.Text(value)) : 0),
        "attr" => (_, value, a) => a.Bind(name, "name").Text(0) is var attribute ? value.Attribute(attribute) ?? UndefinedValue.Attribute(value, attribute) : value,
        _ => null,
    };

    private static Filter Text(string name, Func<string, string> change) => (state, value, arguments) =>
    {
        arguments.Bind(name);
        var text = state.Text(value);
        state.Budget.Make(text.Length);
        return Like(value, change(text));
    };

    private static JinjaValue Default(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("default", "default_value", "boolean");
        return value is UndefinedValue || (given.Flag(1) && !value.IsTrue) ? given[0] ?? StringValue.Empty : value;
    }

    private static StringValue Trim(RenderState state, JinjaValue value, Arguments arguments)
    {
        return Like(value, TextMethods.Strip(state.Text(value), arguments.Bind("trim", "chars").TextOrNull(0)));
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
        return PercentFormat.Apply(value as StringValue ?? new(state.Text(value)), values, state.Budget);
    }

    private static StringValue Like(JinjaValue value, string text) => value is StringValue given ? given.With(text) : new(text);

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
