using System.Text;
using HpcClient.Jinja.Formatting;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Python's <c>str</c>; its elements are whole characters, also those that take two UTF-16 units.</summary>
internal sealed class StringValue(string value) : JinjaValue
{
    public static readonly StringValue Empty = new("");

    private string[]? _characters;

    public string Value => value;

    internal override string TypeName => "str";

    internal override bool IsTrue => value.Length > 0;

    /// <summary>The characters one by one; null when each is one UTF-16 unit.</summary>
    private string[]? Characters =>
        value.AsSpan().ContainsAnyInRange('\ud800', '\udfff') ? _characters ??= [.. value.EnumerateRunes().Select(r => r.ToString())] : null;

    public override bool Equals(JinjaValue? other) => other is StringValue s && s.Value == value;

    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The part that <paramref name="slice"/> selects.</summary>
    public StringValue Part(SliceRange slice)
    {
        var characters = Characters;
        var text = new StringBuilder();
        foreach (var index in slice.Indexes(characters?.Length ?? value.Length))
        {
            _ = characters is null ? text.Append(value[index]) : text.Append(characters[index]);
        }

        return new(text.ToString());
    }

    internal override string Text(RenderBudget budget) => value;

    internal override void WriteRepr(BoundedText text) => PythonRepr.Write(text, value);

    internal override int? Count() => Characters?.Length ?? value.Length;

    internal override IEnumerable<JinjaValue> Items() =>
        Characters?.Select(c => new StringValue(c)) ?? value.Select(c => new StringValue(c.ToString()));

    internal override JinjaValue? Attribute(string name) => TextMethods.Find(this, name);

    internal override JinjaValue? Item(JinjaValue key)
    {
        if (!Numbers.TryInteger(key, out var index))
        {
            return null;
        }

        var characters = Characters;
        var length = characters?.Length ?? value.Length;
        var at = index < 0 ? index + length : index;
        return at < 0 || at >= length ? null : new StringValue(characters?[(int)at] ?? value[(int)at].ToString());
    }
}
