using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Python's <c>True</c> and <c>False</c>, which are also the numbers 1 and 0.</summary>
internal sealed class BoolValue : JinjaValue
{
    public static readonly BoolValue TrueValue = new(true);
    public static readonly BoolValue FalseValue = new(false);

    private BoolValue(bool value) => Value = value;

    public bool Value { get; }

    internal override string TypeName => "bool";

    internal override bool IsTrue => Value;

    public override bool Equals(JinjaValue? other) => Numbers.AreEqual(this, other);

    public override int GetHashCode() => Numbers.Hash(this);

    internal override void WriteRepr(BoundedText text) => text.Append(Value ? "True" : "False");

    internal override JinjaValue? Attribute(string name) => NumberMethods.Find(this, name);
}
