using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>One group that <c>groupby</c> gives: a pair whose parts also have names.</summary>
internal sealed class GroupValue(JinjaValue grouper, List<JinjaValue> items) : JinjaValue
{
    public ListValue List { get; } = new(items);

    internal override string TypeName => "tuple";

    public override bool Equals(JinjaValue? other) => other is GroupValue group && Pair().Equals(group.Pair());

    public override int GetHashCode() => grouper.GetHashCode();

    internal override void WriteRepr(BoundedText text) => Pair().WriteRepr(text);

    internal override int? Count() => 2;

    internal override IEnumerable<JinjaValue> Items() => Pair().Elements;

    internal override JinjaValue? Attribute(string name) => name switch
    {
        "grouper" => grouper,
        "list" => List,
        _ => null,
    };

    internal override JinjaValue? Item(JinjaValue key) => Pair().Item(key);

    private ListValue Pair() => ListValue.Tuple(grouper, List);
}
