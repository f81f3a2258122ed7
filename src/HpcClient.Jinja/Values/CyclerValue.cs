using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>What <c>cycler(...)</c> gives: goes round through its values.</summary>
internal sealed class CyclerValue(IReadOnlyList<JinjaValue> values) : JinjaValue
{
    private readonly IReadOnlyList<JinjaValue> _values =
        values.Count > 0 ? values : throw new JinjaException("cycler needs values to go through");

    private int _at;

    internal override string TypeName => "Cycler";

    public override bool Equals(JinjaValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    internal override void WriteRepr(BoundedText text) => throw new JinjaException("a cycler cannot be printed: call its next()");

    internal override JinjaValue? Attribute(string name) => name switch
    {
        "current" => _values[_at],
        "next" => new CallableValue(name, (_, _) => Next()),
        "reset" => new CallableValue(name, (_, _) =>
        {
            _at = 0;
            return None;
        }),
        _ => null,
    };

    private JinjaValue Next()
    {
        var value = _values[_at];
        _at = (_at + 1) % _values.Count;
        return value;
    }
}
