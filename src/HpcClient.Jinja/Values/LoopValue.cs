using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>What <c>loop</c> is within a <c>for</c>.</summary>
/// <param name="elements">All elements.</param>
/// <param name="depth">How deep a recursive loop is, from 0.</param>
/// <param name="again">Goes through children in a recursive loop; null in any other.</param>
internal sealed class LoopValue(List<JinjaValue> elements, int depth, Func<RenderState, JinjaValue, JinjaValue>? again) : JinjaValue
{
    private JinjaValue? _changed;

    /// <summary>The round, from 0.</summary>
    public int Index { get; set; }

    internal override string TypeName => "LoopContext";

    public override bool Equals(JinjaValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    internal override void WriteRepr(BoundedText text) => text.Append($"<LoopContext {Index + 1}/{elements.Count}>");

    internal override int? Count() => elements.Count;

    internal override JinjaValue? Attribute(string name) => name switch
    {
        "index" => Of(Index + 1),
        "index0" => Of(Index),
        "revindex" => Of(elements.Count - Index),
        "revindex0" => Of(elements.Count - Index - 1),
        "first" => Of(Index == 0),
        "last" => Of(Index == elements.Count - 1),
        "length" => Of(elements.Count),
        "depth" => Of(depth + 1),
        "depth0" => Of(depth),
        "previtem" => Index > 0 ? elements[Index - 1] : new UndefinedValue("there is no previous item"),
        "nextitem" => Index < elements.Count - 1 ? elements[Index + 1] : new UndefinedValue("there is no next item"),
        "cycle" => new CallableValue("cycle", (_, arguments) => arguments.Positional.Count > 0
            ? arguments.Positional[Index % arguments.Positional.Count]
            : throw new JinjaException("loop.cycle needs values to go through")),
        "changed" => new CallableValue("changed", (_, arguments) => Changed(ListValue.Tuple([.. arguments.Positional]))),
        _ => null,
    };

    internal override JinjaValue Call(RenderState state, Arguments arguments)
    {
        StackGuard.Check();
        state.Budget.Step();
        return again?.Invoke(state, arguments.Bind("loop", "iterable").Required(0))
            ?? throw new JinjaException("only a loop that is marked 'recursive' can be called");
    }

    private JinjaValue Changed(JinjaValue now)
    {
        var changed = _changed is null || !_changed.Equals(now);
        _changed = now;
        return Of(changed);
    }
}
