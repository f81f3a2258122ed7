using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Python's <c>list</c>, or <c>tuple</c> when it is fixed.</summary>
internal sealed class ListValue(List<JinjaValue> elements, bool isTuple = false) : JinjaValue
{
    public List<JinjaValue> Elements => elements;

    public bool IsTuple => isTuple;

    internal override string TypeName => isTuple ? "tuple" : "list";

    internal override bool IsTrue => elements.Count > 0;

    internal override bool IsHashable => isTuple && elements.TrueForAll(e => e.IsHashable);

    /// <summary>A tuple.</summary>
    public static ListValue Tuple(params List<JinjaValue> elements) => new(elements, isTuple: true);

    public override bool Equals(JinjaValue? other)
    {
        StackGuard.Check();
        return other is ListValue list && list.IsTuple == isTuple && elements.SequenceEqual(list.Elements);
    }

    public override int GetHashCode()
    {
        StackGuard.Check();
        var hash = default(HashCode);
        elements.ForEach(hash.Add);
        return hash.ToHashCode();
    }

    /// <summary>The part that <paramref name="slice"/> selects.</summary>
    public ListValue Part(SliceRange slice) => new([.. slice.Indexes(elements.Count).Select(i => elements[i])], isTuple);

    internal override void WriteRepr(BoundedText text)
    {
        StackGuard.Check();
        text.Append(isTuple ? "(" : "[");
        for (var i = 0; i < elements.Count; i++)
        {
            text.Append(i > 0 ? ", " : "");
            elements[i].WriteRepr(text);
        }

        text.Append(!isTuple ? "]" : elements.Count == 1 ? ",)" : ")");
    }

    internal override int? Count() => elements.Count;

    internal override IEnumerable<JinjaValue> Items() => elements;

    internal override JinjaValue? Attribute(string name) => ListMethods.Find(this, name);

    internal override JinjaValue? Item(JinjaValue key)
    {
        if (!Numbers.TryInteger(key, out var index))
        {
            return null;
        }

        var at = index < 0 ? index + elements.Count : index;
        return at < 0 || at >= elements.Count ? null : elements[(int)at];
    }
}
