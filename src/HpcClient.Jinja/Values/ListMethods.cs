using HpcClient.Jinja.Filters;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>The methods of Python's <c>list</c> and <c>tuple</c>.</summary>
internal static class ListMethods
{
    /// <summary>The names of all methods.</summary>
    public static IReadOnlyList<string> Names { get; } = ["index", "count", "append", "extend", "insert", "pop", "remove", "reverse", "sort", "clear", "copy"];

    /// <summary>The method of this name, bound to <paramref name="list"/>; null when there is none.</summary>
    public static CallableValue? Find(ListValue list, string name)
    {
        var elements = list.Elements;
        Func<RenderState, Arguments, JinjaValue>? method = name switch
        {
            "index" => (_, a) => Index(elements, a.BindPositional(name, "value", "start", "stop")),
            "count" => (_, a) => a.BindPositional(name, "value").Required(0) is var value ? JinjaValue.Of(elements.Count(e => e.Equals(value))) : null!,
            _ when list.IsTuple => null,
            "append" => (_, a) => Done(() => elements.Add(a.BindPositional(name, "object").Required(0))),
            "extend" => (state, a) => Done(() => elements.AddRange(state.Items(a.BindPositional(name, "iterable").Required(0)))),
            "insert" => (_, a) => Done(() => Insert(elements, a.BindPositional(name, "index", "object"))),
            "pop" => (_, a) => Pop(elements, a.BindPositional(name, "index").Integer(0, -1)),
            "remove" => (_, a) => elements.Remove(a.BindPositional(name, "value").Required(0)) ? JinjaValue.None : throw NotThere(),
            "reverse" => (_, a) => Done(() => None(a, name, elements.Reverse)),
            "clear" => (_, a) => Done(() => None(a, name, elements.Clear)),
            "sort" => (state, a) => Done(() => Sort(elements, a, state)),
            "copy" => (state, a) => new ListValue(a.BindPositional(name) is not null ? state.Items(list) : []),
            _ => null,
        };
        return method is null ? null : new(name, (state, arguments) =>
        {
            // Most of them go through all elements, or move them.
            RenderBudget.Compare(elements.Count / 16);
            return method(state, arguments);
        });
    }

    private static JinjaValue Done(Action action)
    {
        action();
        return JinjaValue.None;
    }

    private static void None(Arguments arguments, string name, Action action)
    {
        arguments.BindPositional(name);
        action();
    }

    private static JinjaValue Index(List<JinjaValue> elements, BoundArguments given)
    {
        var value = given.Required(0);
        var start = Bound(given.Integer(1, 0), elements.Count);
        var stop = Bound(given.Integer(2, int.MaxValue), elements.Count);
        var at = start < stop ? elements.IndexOf(value, start, stop - start) : -1;
        return at >= 0 ? JinjaValue.Of(at) : throw NotThere();
    }

    private static void Insert(List<JinjaValue> elements, BoundArguments given) =>
        elements.Insert(Bound(given.Whole(0), elements.Count), given.Required(1));

    private static int Bound(int index, int count) => (int)Math.Clamp(index < 0 ? (long)index + count : index, 0, count);

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

    private static void Sort(List<JinjaValue> elements, Arguments arguments, RenderState state)
    {
        if (arguments.Positional.Count > 0)
        {
            throw new JinjaException("sort takes its arguments by name only");
        }

        var given = arguments.Bind("sort", "reverse", "key");
        var key = given[1] is null or NoneValue ? null : given[1];
        var sorted = Sorting.Sorted(elements, e => key?.Call(state, Arguments.Of(e)) ?? e, given.Flag(0));
        elements.Clear();
        elements.AddRange(sorted);
    }

    private static JinjaException NotThere() => new("the value is not in the list");
}
