using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>What <c>keys()</c>, <c>values()</c> and <c>items()</c> of a map give: its present entries, whenever they are looked at.</summary>
/// <param name="map">The map.</param>
/// <param name="part"><c>keys</c>, <c>values</c> or <c>items</c>.</param>
internal sealed class MapView(MapValue map, string part) : JinjaValue
{
    internal override string TypeName => "dict_" + part;

    internal override bool IsTrue => map.IsTrue;

    public override bool Equals(JinjaValue? other) => ReferenceEquals(this, other)
        || (part != "values" && other is MapView view && view.Part == part && view.Count() == Count() && Items().All(i => view.Contains(i) ?? view.Items().Contains(i)));

    public override int GetHashCode() => map.Entries.Count;

    private string Part => part;

    internal override void WriteRepr(BoundedText text)
    {
        text.Append(TypeName).Append("(");
        new ListValue([.. Items()]).WriteRepr(text);
        text.Append(")");
    }

    internal override int? Count() => map.Count();

    internal override bool? Contains(JinjaValue value) => part == "keys" ? map.Get(value) is not null : null;

    internal override IEnumerable<JinjaValue> Items() => map.Live().Select(Element);

    internal override IEnumerable<JinjaValue> Backwards() => map.Entries.Reverse().Select(Element);

    private JinjaValue Element(KeyValuePair<JinjaValue, JinjaValue> entry) => part switch
    {
        "keys" => entry.Key,
        "values" => entry.Value,
        _ => ListValue.Tuple(entry.Key, entry.Value),
    };
}
