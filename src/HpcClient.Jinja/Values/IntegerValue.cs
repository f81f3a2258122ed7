using System.Globalization;
using System.Numerics;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Python's <c>int</c>.</summary>
internal sealed class IntegerValue : JinjaValue
{
    /// <summary>Largest size, in bits; about the 4300 digits where Python stops to print.</summary>
    public const int MaxBits = 14_284;

    public IntegerValue(BigInteger value) =>
        Value = value.GetBitLength() <= MaxBits ? value : throw new JinjaException("a number grew beyond 4300 digits");

    public BigInteger Value { get; }

    internal override string TypeName => "int";

    internal override bool IsTrue => !Value.IsZero;

    public override bool Equals(JinjaValue? other) => Numbers.AreEqual(this, other);

    public override int GetHashCode() => Numbers.Hash(this);

    internal override void WriteRepr(BoundedText text) => text.Append(Value.ToString(CultureInfo.InvariantCulture));

    internal override JinjaValue? Attribute(string name) => NumberMethods.Find(this, name);
}
