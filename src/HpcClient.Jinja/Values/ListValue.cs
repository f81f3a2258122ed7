using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Python's <c>list</c>, or <c>tuple</c> when it is fixed.</summary>
internal sealed class ListValue(List<JinjaValue> elements, bool isTuple = false) : JinjaValue
{
    public List<JinjaValue> Elements => elements;

    public bool IsTuple => isTuple;

    /// <summary>Names of the elements, where they have any: those of what <c>groupby</c> gives.</summary>
    public IReadOnlyList<string> ElementNames { get; private init; } = [];

    internal override string TypeName => isTuple ? "tuple" : "list";

    internal override bool IsTrue => elements.Count > 0;

    internal override bool IsSequence => true;

    internal override bool IsHashable
    {
        get
        {
            StackGuard.Check();
            RenderBudget.Compare(elements.Count);
            return isTuple && elements.TrueForAll(e => e.IsHashable);
        }
    }

    /// <summary>A tuple.</summary>
    public static ListValue Tuple(params List<JinjaValue> elements) => new(elements, isTuple: true);

    /// <summary>A tuple whose elements also have names.</summary>
    public static ListValue Group(JinjaValue grouper, List<JinjaValue> items) =>
        new([grouper, new ListValue(items)], isTuple: true) { ElementNames = ["grouper", "list"] };

    public override bool Equals(JinjaValue? other)
    {
        StackGuard.Check();
        if (other is not ListValue list || list.IsTuple != isTuple || list.Elements.Count != elements.Count)
        {
            return false;
        }

        RenderBudget.Compare(elements.Count);
        return ReferenceEquals(this, other) || elements.SequenceEqual(list.Elements);
    }

    public override int GetHashCode()
    {
        StackGuard.Check();
        RenderBudget.Compare(elements.Count);
        var hash = default(HashCode);
        elements.ForEach(hash.Add);
        return hash.ToHashCode();
    }

    /// <summary>The part that <paramref name="slice"/> selects.</summary>
    public ListValue Part(SliceRange slice) => new([.. slice.Indexes(elements.Count).Select(i => elements[i])], isTuple);

    internal override void WriteRepr(BoundedText text)
    {
        StackGuard.Check();
        if (!text.Enter(this))
        {
            text.Append(isTuple ? "(...)" : "[...]");
            return;
        }

        text.Append(isTuple ? "(" : "[");
        for (var i = 0; i < elements.Count; i++)
        {
            text.Append(i > 0 ? ", " : "");
            elements[i].WriteRepr(text);
        }

        text.Append(!isTuple ? "]" : elements.Count == 1 ? ",)" : ")");
        text.Leave(this);
    }

    internal override int? Count() => elements.Count;

    /// <summary>As Python does, this sees elements that are added on the way.</summary>
    internal override IEnumerable<JinjaValue> Items()
    {
        for (var i = 0; i < elements.Count; i++)
        {
            yield return elements[i];
        }
    }

    internal override IEnumerable<JinjaValue> Backwards()
    {
        for (var i = elements.Count - 1; i >= 0; i--)
        {
            if (i < elements.Count)
            {
                yield return elements[i];
            }
        }
    }

    internal override JinjaValue? Attribute(string name)
    {
        for (var i = 0; i < ElementNames.Count; i++)
        {
            if (ElementNames[i] == name)
            {
                return elements[i];
            }
        }

        return ListMethods.Find(this, name);
    }

    internal override IEnumerable<string> Names() => ListMethods.Names;

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
