using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>The methods of Python's <c>dict</c>.</summary>
internal static class MapMethods
{
    /// <summary>The method of this name, bound to <paramref name="map"/>; null when there is none.</summary>
    public static CallableValue? Find(MapValue map, string name)
    {
        Func<RenderState, Arguments, JinjaValue>? method = name switch
        {
            "items" => (state, _) => Pairs(map, state.Budget),
            "keys" => (state, _) => new ListValue(state.Items(map)),
            "values" => (state, _) =>
            {
                state.Budget.Step(map.Entries.Count);
                return new ListValue([.. map.Entries.Select(e => e.Value)]);
            },
            "get" => (_, a) => a.Bind(name, "key", "default") is var given
                ? map.Get(given.Required(0)) ?? given[1] ?? JinjaValue.None
                : JinjaValue.None,
            "pop" => (_, a) => a.Bind(name, "key", "default") is var given
                ? map.Remove(given.Required(0)) ?? given[1] ?? throw new JinjaException("the map has no such key")
                : JinjaValue.None,
            "setdefault" => (_, a) => SetDefault(map, a.Bind(name, "key", "default")),
            "update" => (state, a) => Update(map, state, a),
            "copy" => (state, _) => Copy(map, state.Budget),
            _ => null,
        };
        return method is null ? null : new(name, method);
    }

    /// <summary>The entries as tuples.</summary>
    public static ListValue Pairs(MapValue map, RenderBudget budget)
    {
        budget.Step(map.Entries.Count);
        return new([.. map.Entries.Select(e => ListValue.Tuple(e.Key, e.Value))]);
    }

    private static JinjaValue SetDefault(MapValue map, BoundArguments given)
    {
        var value = map.Get(given.Required(0)) ?? given[1] ?? JinjaValue.None;
        map.Set(given.Required(0), value);
        return value;
    }

    private static JinjaValue Update(MapValue map, RenderState state, Arguments arguments)
    {
        var more = (MapValue)GlobalFunctions.Find("dict")!.Call(state, arguments);
        state.Budget.Step(more.Entries.Count);
        foreach (var (key, value) in more.Entries)
        {
            map.Set(key, value);
        }

        return JinjaValue.None;
    }

    private static MapValue Copy(MapValue map, RenderBudget budget)
    {
        budget.Step(map.Entries.Count);
        return new(map.Entries);
    }
}
