using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>What <c>namespace(...)</c> gives: the one thing whose attributes <c>set</c> may change from within a loop.</summary>
internal sealed class NamespaceValue(Dictionary<string, JinjaValue> attributes) : JinjaValue
{
    internal override string TypeName => "Namespace";

    public void Set(string name, JinjaValue value) => attributes[name] = value;

    public override bool Equals(JinjaValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    internal override void WriteRepr(BoundedText text)
    {
        StackGuard.Check();
        if (!text.Enter(this))
        {
            text.Append("<Namespace {...}>");
            return;
        }

        text.Append("<Namespace ");
        new MapValue(attributes.Select(a => KeyValuePair.Create(Of(a.Key), a.Value))).WriteRepr(text);
        text.Append(">");
        text.Leave(this);
    }

    internal override IEnumerable<string> Names() => attributes.Keys;

    internal override JinjaValue? Attribute(string name) => attributes.GetValueOrDefault(name);
}
