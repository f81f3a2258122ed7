using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Python's <c>None</c>.</summary>
internal sealed class NoneValue : JinjaValue
{
    public static readonly NoneValue Instance = new();

    private NoneValue()
    {
    }

    internal override string TypeName => "NoneType";

    internal override bool IsTrue => false;

    public override bool Equals(JinjaValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 1;

    internal override void WriteRepr(BoundedText text) => text.Append("None");
}
