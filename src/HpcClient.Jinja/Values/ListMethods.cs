using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>The methods of Python's <c>list</c> and <c>tuple</c>.</summary>
internal static class ListMethods
{
    /// <summary>The method of this name, bound to <paramref name="list"/>; null when there is none.</summary>
    public static CallableValue? Find(ListValue list, string name)
    {
        var elements = list.Elements;
        Func<RenderState, Arguments, JinjaValue>? method = name switch
        {
            "index" => (_, a) => elements.IndexOf(a.Bind(name, "value").Required(0)) is var at and >= 0
                ? JinjaValue.Of(at)
                : throw new JinjaException("the value is not in the list"),
            "count" => (_, a) => JinjaValue.Of(elements.Count(e => e.Equals(a.Bind(name, "value").Required(0)))),
            _ when list.IsTuple => null,
            "append" => (_, a) => Done(() => elements.Add(a.Bind(name, "object").Required(0))),
            "extend" => (state, a) => Done(() => elements.AddRange(state.Items(a.Bind(name, "iterable").Required(0)))),
            "insert" => (_, a) => Done(() => Insert(elements, a.Bind(name, "index", "object"))),
            "pop" => (_, a) => Pop(elements, a.Bind(name, "index").Integer(0, -1)),
            "remove" => (_, a) => elements.Remove(a.Bind(name, "value").Required(0))
                ? JinjaValue.None
                : throw new JinjaException("the value is not in the list"),
            "reverse" => (_, _) => Done(elements.Reverse),
            "clear" => (_, _) => Done(elements.Clear),
            "copy" => (state, _) => new ListValue(state.Items(list)),
            _ => null,
        };
        return method is null ? null : new(name, method);
    }

    private static JinjaValue Done(Action action)
    {
        action();
        return JinjaValue.None;
    }

    private static void Insert(List<JinjaValue> elements, BoundArguments given)
    {
        var index = given.Integer(0, 0);
        elements.Insert(Math.Clamp(index < 0 ? index + elements.Count : index, 0, elements.Count), given.Required(1));
    }

    private static JinjaValue Pop(List<JinjaValue> elements, int index)
    {
        var at = index < 0 ? index + elements.Count : index;
        if (at < 0 || at >= elements.Count)
        {
            throw new JinjaException("there is no such element to pop");
        }

        var value = elements[at];
        elements.RemoveAt(at);
        return value;
    }
}
