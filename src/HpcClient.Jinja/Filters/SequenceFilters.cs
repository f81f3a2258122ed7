using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Filters;

/// <summary>Filters on the elements of a value as a whole.</summary>
internal static class SequenceFilters
{
    public static Filter? Find(string name) => name switch
    {
        "length" or "count" => (_, value, _) => JinjaValue.Of(
            value.Count() ?? throw new JinjaException($"a value of type '{value.TypeName}' has no length")),
        "first" => (_, value, _) => Elements(value).FirstOrDefault() ?? new UndefinedValue("there is no first element: the value is empty"),
        "last" => (_, value, _) => Elements(value).LastOrDefault() ?? new UndefinedValue("there is no last element: the value is empty"),
        "list" => (state, value, _) => new ListValue(state.Items(value)),
        "items" => (state, value, _) => value switch
        {
            MapValue map => MapMethods.Pairs(map, state.Budget),
            UndefinedValue => new ListValue([]),
            _ => throw new JinjaException("the filter items needs a map"),
        },
        "join" => Join,
        "reverse" => Reverse,
        "sum" => Sum,
        "batch" => Batch,
        "slice" => Slice,
        _ => null,
    };

    private static IEnumerable<JinjaValue> Elements(JinjaValue value) =>
        value.Items() ?? throw new JinjaException($"a value of type '{value.TypeName}' has no elements");

    private static StringValue Join(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("join", "d", "attribute");
        var separator = given[0] is null ? "" : state.Text(given[0]!);
        var text = new BoundedText(state.Budget);
        var first = true;
        foreach (var item in state.Items(value))
        {
            text.Append(first ? "" : separator).Append(state.Text(Attributes.Of(item, given[1], state.Budget)));
            first = false;
        }

        return new StringValue(text.ToString());
    }

    private static JinjaValue Reverse(RenderState state, JinjaValue value, Arguments arguments)
    {
        if (value is StringValue text)
        {
            return text.Part(new(null, null, -1));
        }

        var items = state.Items(value);
        items.Reverse();
        return new ListValue(items);
    }

    private static JinjaValue Sum(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("sum", "attribute", "start");
        return state.Items(value).Aggregate(
            given[1] ?? JinjaValue.Of(0),
            (sum, item) => Operators.Apply("+", sum, Attributes.Of(item, given[0], state.Budget), state.Budget));
    }

    private static ListValue Batch(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("batch", "linecount", "fill_with");
        var size = given.Integer(0, 0);
        if (size < 1)
        {
            throw new JinjaException("batch needs a size of 1 or more");
        }

        var batches = state.Items(value).Chunk(size).Select(b => b.ToList()).ToList();
        if (given[1] is not (null or NoneValue) && batches.Count > 0)
        {
            Fill(batches[^1], size, given[1]!, state);
        }

        return new ListValue([.. batches.Select(b => new ListValue(b))]);
    }

    private static ListValue Slice(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("slice", "slices", "fill_with");
        var count = given.Integer(0, 0);
        if (count < 1)
        {
            throw new JinjaException("slice needs a number of slices of 1 or more");
        }

        state.Budget.Step(count);
        var items = state.Items(value);
        var (size, longer) = (items.Count / count, items.Count % count);
        var slices = new List<JinjaValue>();
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            var length = size + (i < longer ? 1 : 0);
            var slice = items.GetRange(at, length);
            if (given[1] is not (null or NoneValue) && i >= longer)
            {
                slice.Add(given[1]!);
            }

            slices.Add(new ListValue(slice));
            at += length;
        }

        return new ListValue(slices);
    }

    private static void Fill(List<JinjaValue> items, int size, JinjaValue with, RenderState state)
    {
        state.Budget.Step(size - items.Count);
        items.AddRange(Enumerable.Repeat(with, size - items.Count));
    }
}
