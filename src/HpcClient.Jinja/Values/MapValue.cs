using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Python's <c>dict</c>: keeps the order of its entries.</summary>
internal sealed class MapValue : JinjaValue
{
    private readonly OrderedDictionary<JinjaValue, JinjaValue> _entries = [];

    public MapValue(IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> entries)
    {
        foreach (var (key, value) in entries)
        {
            Set(key, value);
        }
    }

    public IReadOnlyCollection<KeyValuePair<JinjaValue, JinjaValue>> Entries => _entries;

    internal override bool IsSequence => true;

    internal override string TypeName => "dict";

    internal override bool IsTrue => _entries.Count > 0;

    internal override bool IsHashable => false;

    public JinjaValue? Get(JinjaValue key) => _entries.GetValueOrDefault(Hashable(key));

    public JinjaValue? Get(string key) => _entries.GetValueOrDefault(Of(key));

    public void Set(JinjaValue key, JinjaValue value) => _entries[Hashable(key)] = value;

    public void Set((JinjaValue Key, JinjaValue Value) entry) => Set(entry.Key, entry.Value);

    public JinjaValue? Remove(JinjaValue key) => _entries.Remove(Hashable(key), out var value) ? value : null;

    /// <summary>Removes and gives the entry that was added last.</summary>
    public KeyValuePair<JinjaValue, JinjaValue>? TakeLast()
    {
        if (_entries.Count == 0)
        {
            return null;
        }

        var last = _entries.GetAt(_entries.Count - 1);
        _entries.RemoveAt(_entries.Count - 1);
        return last;
    }

    public void Clear() => _entries.Clear();

    /// <summary>The entries, while a template may change them: as in Python, none may come or go.</summary>
    public IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> Live()
    {
        var count = _entries.Count;
        for (var i = 0; i < count; i++)
        {
            yield return _entries.Count == count
                ? _entries.GetAt(i)
                : throw new JinjaException("a map changed its size while its entries were gone through");
        }

        if (_entries.Count != count)
        {
            throw new JinjaException("a map changed its size while its entries were gone through");
        }
    }

    public override bool Equals(JinjaValue? other)
    {
        StackGuard.Check();
        RenderBudget.Compare(_entries.Count);
        return ReferenceEquals(this, other)
            || (other is MapValue map && map._entries.Count == _entries.Count && _entries.All(e => e.Value.Equals(map._entries.GetValueOrDefault(e.Key))));
    }

    public override int GetHashCode() => _entries.Count;

    internal override void WriteRepr(BoundedText text)
    {
        StackGuard.Check();
        if (!text.Enter(this))
        {
            text.Append("{...}");
            return;
        }

        text.Append("{");
        var first = true;
        foreach (var (key, value) in _entries)
        {
            text.Append(first ? "" : ", ");
            key.WriteRepr(text);
            text.Append(": ");
            value.WriteRepr(text);
            first = false;
        }

        text.Append("}");
        text.Leave(this);
    }

    internal override int? Count() => _entries.Count;

    internal override IEnumerable<JinjaValue> Items() => Live().Select(e => e.Key);

    internal override IEnumerable<JinjaValue> Backwards() => _entries.Reverse().Select(e => e.Key);

    internal override bool? Contains(JinjaValue value) => Get(value) is not null;

    internal override JinjaValue? Attribute(string name) => MapMethods.Find(this, name);

    internal override IEnumerable<string> Names() =>
        _entries.Keys.OfType<StringValue>().Select(k => k.Value).Concat(MapMethods.Names);

    internal override JinjaValue? Item(JinjaValue key) => key.IsHashable ? Get(key) : null;

    private static JinjaValue Hashable(JinjaValue key) =>
        key.IsHashable ? key : throw new JinjaException($"a value of type '{key.TypeName}' cannot be a key");
}
