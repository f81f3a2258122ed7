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
        return new ListValue(Sorting.Sorted(state.Items(value), item => Keys(item, given[2], given.Flag(1)), given.Flag(0)));
    }

    private static IteratorValue Unique(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("unique", "case_sensitive", "attribute");
        var seen = new HashSet<JinjaValue>();
        return new("unique", state.Each(value).Where(item =>
        {
            var key = Cased(Attributes.Of(item, given[1]), given.Flag(0));
            return key.IsHashable ? seen.Add(key) : throw new JinjaException($"unique cannot compare values of type '{key.TypeName}'");
        }));
    }

    private static JinjaValue Extreme(string name, RenderState state, JinjaValue value, Arguments arguments, int wanted)
    {
        var given = arguments.Bind(name, "case_sensitive", "attribute");
        JinjaValue? best = null;
        JinjaValue? bestKey = null;
        foreach (var item in state.Each(value))
        {
            var key = Cased(Attributes.Of(item, given[1]), given.Flag(0));
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
        var pairs = MapMethods.Pairs(map, state.Budget);
        return new ListValue(Sorting.Sorted(pairs, pair => Cased(((ListValue)pair).Elements[by], given.Flag(0)), given.Flag(2)));
    }

    private static ListValue GroupBy(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("groupby", "attribute", "default", "case_sensitive");
        JinjaValue Grouper(JinjaValue item) => Attributes.Of(item, given.Required(0)) is var key && key is UndefinedValue && given[1] is { } otherwise
            ? otherwise
            : key;

        var groups = new List<JinjaValue>();
        JinjaValue? last = null;
        foreach (var item in Sorting.Sorted(state.Items(value), item => Cased(Grouper(item), given.Flag(2)), reverse: false))
        {
            var key = Cased(Grouper(item), given.Flag(2));
            if (last is null || !key.Equals(last))
            {
                groups.Add(ListValue.Group(Grouper(item), []));
                last = key;
            }

            ((ListValue)((ListValue)groups[^1]).Elements[1]).Elements.Add(item);
        }

        return new ListValue(groups);
    }

    private static ListValue Keys(JinjaValue item, JinjaValue? attribute, bool caseSensitive)
    {
        // A list even for one key: the elements of lists are asked for their order only where they differ.
        var keys = attribute is StringValue paths
            ? paths.Value.Split(',').Select(p => Attributes.Of(item, JinjaValue.Of(p)))
            : [Attributes.Of(item, attribute)];
        return new([.. keys.Select(k => Cased(k, caseSensitive))]);
    }

    private static JinjaValue Cased(JinjaValue value, bool caseSensitive) =>
        !caseSensitive && value is StringValue s ? new StringValue(CaseText.Lower(s.Value)) : value;
}
