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

    internal override string TypeName => "dict";

    internal override bool IsTrue => _entries.Count > 0;

    internal override bool IsHashable => false;

    public JinjaValue? Get(JinjaValue key) => _entries.GetValueOrDefault(Hashable(key));

    public JinjaValue? Get(string key) => _entries.GetValueOrDefault(Of(key));

    public void Set(JinjaValue key, JinjaValue value) => _entries[Hashable(key)] = value;

    public JinjaValue? Remove(JinjaValue key) => _entries.Remove(Hashable(key), out var value) ? value : null;

    public override bool Equals(JinjaValue? other)
    {
        StackGuard.Check();
        return other is MapValue map && map._entries.Count == _entries.Count && _entries.All(e => e.Value.Equals(map._entries.GetValueOrDefault(e.Key)));
    }

    public override int GetHashCode() => _entries.Count;

    internal override void WriteRepr(BoundedText text)
    {
        StackGuard.Check();
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
    }

    internal override int? Count() => _entries.Count;

    internal override IEnumerable<JinjaValue> Items() => _entries.Keys;

    internal override JinjaValue? Attribute(string name) => MapMethods.Find(this, name);

    internal override JinjaValue? Item(JinjaValue key) => key.IsHashable ? Get(key) : null;

    private static JinjaValue Hashable(JinjaValue key) =>
        key.IsHashable ? key : throw new JinjaException($"a value of type '{key.TypeName}' cannot be a key");
}
