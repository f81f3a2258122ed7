using HpcClient.Jinja.Formatting;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Python's <c>float</c>.</summary>
internal sealed class FloatValue(double value) : JinjaValue
{
    public double Value => value;

    internal override string TypeName => "float";

    internal override bool IsTrue => value != 0;

    public override bool Equals(JinjaValue? other) => Numbers.AreEqual(this, other);

    public override int GetHashCode() => Numbers.Hash(this);

    internal override void WriteRepr(BoundedText text) => text.Append(PythonFloat.Repr(value));

    internal override JinjaValue? Attribute(string name) => NumberMethods.Find(this, name);
}
