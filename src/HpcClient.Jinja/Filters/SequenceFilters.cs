using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Filters;

/// <summary>Filters on the elements of a value as a whole.</summary>
internal static class SequenceFilters
{
    public static Filter? Find(string name) => name switch
    {
        "length" or "count" => (_, value, a) => JinjaValue.Of(
            (a.Bind(name) is null ? null : value.Count()) ?? throw new JinjaException(value is IteratorValue
                ? "what gives its elements one by one has no length: add |list before |length"
                : $"a value of type '{value.TypeName}' has no length")),
        "first" => (_, value, a) => (a.Bind(name) is null ? null : RenderState.Elements(value).FirstOrDefault()) ?? new UndefinedValue("there is no first element: the value is empty"),
        "last" => (_, value, a) => (a.Bind(name) is null ? null : Backwards(value).FirstOrDefault()) ?? new UndefinedValue("there is no last element: the value is empty"),
        "list" => (state, value, a) => new ListValue(a.Bind(name) is null ? [] : state.Items(value)),
        "items" => Pairs,
        "join" => Join,
        "reverse" => Reverse,
        "sum" => Sum,
        "batch" => Batch,
        "slice" => Slice,
        _ => null,
    };

    private static IEnumerable<JinjaValue> Backwards(JinjaValue value) => value is UndefinedValue
        ? []
        : value.Backwards() ?? throw new JinjaException($"a value of type '{value.TypeName}' has no last element that could be had at once: add |list before");

    private static IteratorValue Pairs(RenderState state, JinjaValue value, Arguments arguments)
    {
        arguments.Bind("items");
        return new("items", PairsOf(state, value));
    }

    private static IEnumerable<JinjaValue> PairsOf(RenderState state, JinjaValue value)
    {
        var pairs = value switch
        {
            MapValue map => MapMethods.Pairs(map, state.Budget),
            UndefinedValue => [],
            _ => throw new JinjaException("the filter items needs a map"),
        };
        foreach (var pair in pairs)
        {
            yield return pair;
        }
    }

    private static StringValue Join(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("join", "d", "attribute");
        var separator = given[0] is null ? "" : state.Text(given[0]!);
        var text = new BoundedText(state.Budget);
        var first = true;
        foreach (var item in state.Each(value))
        {
            text.Append(first ? "" : separator).Append(state.Text(Attributes.Of(item, given[1])));
            first = false;
        }

        return new StringValue(text.ToString());
    }

    private static JinjaValue Reverse(RenderState state, JinjaValue value, Arguments arguments)
    {
        arguments.Bind("reverse");
        return value is StringValue text ? text.Part(new(null, null, -1))
            : value.Backwards() is { } backwards ? new IteratorValue("reverse", backwards)
            : new ListValue([.. state.Items(value).AsEnumerable().Reverse()]);
    }

    private static JinjaValue Sum(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("sum", "attribute", "start");
        return state.Each(value).Aggregate(
            given[1] is StringValue ? throw new JinjaException("sum does not add strings: use |join") : given[1] ?? JinjaValue.Of(0),
            (sum, item) => Operators.Apply("+", sum, Attributes.Of(item, given[0]), state.Budget));
    }

    private static IteratorValue Batch(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("batch", "linecount", "fill_with");
        var size = given.Whole(0);
        return size < 1 ? throw new JinjaException("batch needs a size of 1 or more") : new("batch", Batches(state, value, size, given[1]));
    }

    private static IEnumerable<JinjaValue> Batches(RenderState state, JinjaValue value, int size, JinjaValue? fill)
    {
        foreach (var batch in state.Each(value).Chunk(size))
        {
            var items = batch.ToList();
            if (fill is not (null or NoneValue))
            {
                Fill(items, size, fill, state);
            }

            yield return new ListValue(items);
        }
    }

    private static IteratorValue Slice(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("slice", "slices", "fill_with");
        var count = given.Whole(0);
        if (count < 1)
        {
            throw new JinjaException("slice needs a number of slices of 1 or more");
        }

        return new("slice", Slices(state, value, count, given[1]));
    }

    private static IEnumerable<JinjaValue> Slices(RenderState state, JinjaValue value, int count, JinjaValue? fill)
    {
        var items = state.Items(value);
        var (size, longer) = (items.Count / count, items.Count % count);
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            state.Budget.Step();
            var length = size + (i < longer ? 1 : 0);
            var slice = items.GetRange(at, length);
            if (fill is not (null or NoneValue) && i >= longer)
            {
                slice.Add(fill);
            }

            yield return new ListValue(slice);
            at += length;
        }
    }

    private static void Fill(List<JinjaValue> items, int size, JinjaValue with, RenderState state)
    {
        state.Budget.Step(size - items.Count);
        items.AddRange(Enumerable.Repeat(with, size - items.Count));
    }
}
