using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>The methods of Python's <c>dict</c>.</summary>
internal static class MapMethods
{
    /// <summary>The names of all methods.</summary>
    public static IReadOnlyList<string> Names { get; } = ["items", "keys", "values", "get", "pop", "popitem", "setdefault", "update", "copy", "clear", "fromkeys"];

    /// <summary>The method of this name, bound to <paramref name="map"/>; null when there is none.</summary>
    public static CallableValue? Find(MapValue map, string name)
    {
        Func<RenderState, Arguments, JinjaValue>? method = name switch
        {
            "items" or "keys" or "values" => (_, a) => a.BindPositional(name) is not null ? new MapView(map, name) : JinjaValue.None,
            "get" => (_, a) => a.BindPositional(name, "key", "default") is var given
                ? map.Get(given.Required(0)) ?? given[1] ?? JinjaValue.None
                : JinjaValue.None,
            "pop" => (_, a) => a.BindPositional(name, "key", "default") is var given
                ? map.Remove(given.Required(0)) ?? given[1] ?? throw new JinjaException("the map has no such key")
                : JinjaValue.None,
            "popitem" => (_, a) => a.BindPositional(name) is not null && map.TakeLast() is var (key, value)
                ? ListValue.Tuple(key, value)
                : throw new JinjaException("the map is empty"),
            "setdefault" => (_, a) => SetDefault(map, a.BindPositional(name, "key", "default")),
            "update" => (state, a) => Update(map, state, a),
            "clear" => (_, a) => Clear(map, a),
            "copy" => (state, a) => a.BindPositional(name) is not null ? Copy(map, state.Budget) : JinjaValue.None,
            "fromkeys" => FromKeys,
            _ => null,
        };
        return method is null ? null : new(name, method);
    }

    /// <summary>The entries as tuples.</summary>
    public static List<JinjaValue> Pairs(MapValue map, RenderBudget budget)
    {
        budget.Step(map.Entries.Count);
        return [.. map.Entries.Select(e => ListValue.Tuple(e.Key, e.Value))];
    }

    private static JinjaValue SetDefault(MapValue map, BoundArguments given)
    {
        var value = map.Get(given.Required(0)) ?? given[1] ?? JinjaValue.None;
        map.Set(given.Required(0), value);
        return value;
    }

    private static JinjaValue Update(MapValue map, RenderState state, Arguments arguments)
    {
        var more = GlobalFunctions.Dict(state, arguments);
        state.Budget.Step(more.Entries.Count);
        foreach (var (key, value) in more.Entries)
        {
            map.Set(key, value);
        }

        return JinjaValue.None;
    }

    private static JinjaValue Clear(MapValue map, Arguments arguments)
    {
        arguments.BindPositional("clear");
        map.Clear();
        return JinjaValue.None;
    }

    private static MapValue Copy(MapValue map, RenderBudget budget)
    {
        budget.Step(map.Entries.Count);
        return new(map.Entries);
    }

    private static MapValue FromKeys(RenderState state, Arguments arguments)
    {
        var given = arguments.BindPositional("fromkeys", "iterable", "value");
        return new(state.Items(given.Required(0)).Select(key => KeyValuePair.Create(key, given[1] ?? JinjaValue.None)));
    }
}
