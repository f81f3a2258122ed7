using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Elements that are made while they are asked for, once: what Python calls a generator.</summary>
/// <param name="made">What makes them, for messages.</param>
/// <param name="elements">The elements.</param>
internal sealed class IteratorValue(string made, IEnumerable<JinjaValue> elements) : JinjaValue
{
    private readonly IEnumerator<JinjaValue> _elements = elements.GetEnumerator();

    internal override string TypeName => "generator";

    public override bool Equals(JinjaValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>Python would print an address in memory.</summary>
    internal override void WriteRepr(BoundedText text) =>
        throw new JinjaException($"'{made}' gives its elements one by one and cannot be printed: add |list or |join(...)");

    internal override IEnumerable<JinjaValue> Items()
    {
        while (MoveNext())
        {
            yield return _elements.Current;
        }
    }

    private bool MoveNext()
    {
        StackGuard.Check();
        return _elements.MoveNext();
    }
}
