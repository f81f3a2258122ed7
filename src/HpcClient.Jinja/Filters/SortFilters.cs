using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Filters;

/// <summary>Filters that compare elements with each other.</summary>
internal static class SortFilters
{
    public static Filter? Find(string name) => name switch
    {
        "sort" => Sort,
        "unique" => Unique,
        "min" => (state, value, arguments) => Extreme(name, state, value, arguments, wanted: -1),
        "max" => (state, value, arguments) => Extreme(name, state, value, arguments, wanted: 1),
        "dictsort" => DictSort,
        "groupby" => GroupBy,
        _ => null,
    };

    private static ListValue Sort(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("sort", "reverse", "case_sensitive", "attribute");
        return new ListValue(Sorted(state.Items(value), item => Keys(item, given[2], given.Flag(1), state), given.Flag(0)));
    }

    private static ListValue Unique(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("unique", "case_sensitive", "attribute");
        var seen = new HashSet<JinjaValue>();
        return new ListValue([.. state.Items(value).Where(item =>
        {
            var key = Cased(Attributes.Of(item, given[1], state.Budget), given.Flag(0));
            return key.IsHashable ? seen.Add(key) : throw new JinjaException($"unique cannot compare values of type '{key.TypeName}'");
        })]);
    }

    private static JinjaValue Extreme(string name, RenderState state, JinjaValue value, Arguments arguments, int wanted)
    {
        var given = arguments.Bind(name, "case_sensitive", "attribute");
        JinjaValue? best = null;
        JinjaValue? bestKey = null;
        foreach (var item in state.Items(value))
        {
            var key = Cased(Attributes.Of(item, given[1], state.Budget), given.Flag(0));
            if (bestKey is null || Math.Sign(Comparison.Order(key, bestKey) ?? 0) == wanted)
            {
                (best, bestKey) = (item, key);
            }
        }

        return best ?? new UndefinedValue($"{name} of nothing: the value is empty");
    }

    private static ListValue DictSort(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("dictsort", "case_sensitive", "by", "reverse");
        var map = value as MapValue ?? throw new JinjaException("the filter dictsort needs a map");
        var by = given.TextOrNull(1) switch
        {
            null or "key" => 0,
            "value" => 1,
            _ => throw new JinjaException("dictsort goes by 'key' or by 'value'"),
        };
        var pairs = MapMethods.Pairs(map, state.Budget).Elements;
        return new ListValue(Sorted(pairs, pair => Cased(((ListValue)pair).Elements[by], given.Flag(0)), given.Flag(2)));
    }

    private static ListValue GroupBy(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("groupby", "attribute", "default", "case_sensitive");
        JinjaValue Grouper(JinjaValue item) => Attributes.Of(item, given.Required(0), state.Budget) is var key && key is UndefinedValue && given[1] is { } otherwise
            ? otherwise
            : key;

        var groups = new List<JinjaValue>();
        JinjaValue? last = null;
        foreach (var item in Sorted(state.Items(value), item => Cased(Grouper(item), given.Flag(2)), reverse: false))
        {
            var key = Cased(Grouper(item), given.Flag(2));
            if (last is null || !key.Equals(last))
            {
                groups.Add(new GroupValue(Grouper(item), []));
                last = key;
            }

            ((GroupValue)groups[^1]).List.Elements.Add(item);
        }

        return new ListValue(groups);
    }

    /// <summary>Sorts and keeps equal ones in their order.</summary>
    private static List<JinjaValue> Sorted(List<JinjaValue> items, Func<JinjaValue, JinjaValue> key, bool reverse)
    {
        var keyed = items.ConvertAll(item => (Key: key(item), Item: item));
        var order = Comparer<JinjaValue>.Create((a, b) => Comparison.Order(a, b) ?? 0);

        var sorted = reverse ? keyed.OrderByDescending(k => k.Key, order) : keyed.OrderBy(k => k.Key, order);
        try
        {
            return [.. sorted.Select(k => k.Item)];
        }
        catch (InvalidOperationException e) when (e.InnerException is JinjaException inner)
        {
            // .NET's sort wraps what a comparison throws.
            throw inner;
        }
    }

    private static JinjaValue Keys(JinjaValue item, JinjaValue? attribute, bool caseSensitive, RenderState state) =>
        attribute is StringValue paths && paths.Value.Contains(',', StringComparison.Ordinal)
            ? ListValue.Tuple([.. paths.Value.Split(',').Select(p => Cased(Attributes.Of(item, JinjaValue.Of(p), state.Budget), caseSensitive))])
            : Cased(Attributes.Of(item, attribute, state.Budget), caseSensitive);

    private static JinjaValue Cased(JinjaValue value, bool caseSensitive) =>
        !caseSensitive && value is StringValue s ? new StringValue(s.Value.ToLowerInvariant()) : value;
}
