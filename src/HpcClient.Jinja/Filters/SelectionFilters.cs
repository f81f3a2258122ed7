using HpcClient.Jinja.Predicates;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Filters;

/// <summary>Filters that go element by element: <c>map</c>, <c>select</c> and its kin.</summary>
internal static class SelectionFilters
{
    public static Filter? Find(string name) => name switch
    {
        "map" => Map,
        "select" => (state, value, arguments) => Select(state, value, arguments, wanted: true),
        "reject" => (state, value, arguments) => Select(state, value, arguments, wanted: false),
        "selectattr" => (state, value, arguments) => SelectAttribute(state, value, arguments, wanted: true),
        "rejectattr" => (state, value, arguments) => SelectAttribute(state, value, arguments, wanted: false),
        _ => null,
    };

    private static IteratorValue Map(RenderState state, JinjaValue value, Arguments arguments)
    {
        if (arguments.Positional.Count == 0 && arguments.Named.ContainsKey("attribute"))
        {
            var given = arguments.Bind("map", "attribute", "default");
            return new("map", Each(state, value).Select(item =>
                Attributes.Of(item, given[0]) is var found && found is UndefinedValue && given[1] is { } otherwise and not NoneValue ? otherwise : found));
        }

        var name = Name(state, arguments, "map needs the name of a filter, or attribute=");
        var filter = FilterTable.Find(name) ?? throw new JinjaException(FilterTable.Missing(name));
        return new("map", Each(state, value).Select(item => filter(state, item, arguments.Skip(1))));
    }

    private static IteratorValue Select(RenderState state, JinjaValue value, Arguments arguments, bool wanted)
    {
        var holds = Test(state, arguments);
        return new(wanted ? "select" : "reject", Each(state, value).Where(item => holds(item) == wanted));
    }

    private static IteratorValue SelectAttribute(RenderState state, JinjaValue value, Arguments arguments, bool wanted)
    {
        var attribute = arguments.Positional.Count > 0 ? arguments.Positional[0] : throw new JinjaException("selectattr needs the name of an attribute");
        var holds = Test(state, arguments.Skip(1));
        return new(wanted ? "selectattr" : "rejectattr", Each(state, value).Where(item => holds(Attributes.Of(item, attribute)) == wanted));
    }

    private static Func<JinjaValue, bool> Test(RenderState state, Arguments arguments)
    {
        if (arguments.Positional.Count == 0)
        {
            return item => item.IsTrue;
        }

        var name = Name(state, arguments, "select needs the name of a test");
        var test = PredicateTable.Find(name) ?? throw new JinjaException(PredicateTable.Missing(name));
        return item => test(state, item, arguments.Skip(1));
    }

    private static string Name(RenderState state, Arguments arguments, string otherwise) =>
        arguments.Positional.Count > 0 ? state.Text(arguments.Positional[0]) : throw new JinjaException(otherwise);

    /// <summary>The elements; none where the value counts as false, whatever it is.</summary>
    private static IEnumerable<JinjaValue> Each(RenderState state, JinjaValue value) => value.IsTrue ? state.Each(value) : [];
}
