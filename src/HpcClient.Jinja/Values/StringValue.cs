using System.Text;
using HpcClient.Jinja.Formatting;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Python's <c>str</c>; its elements are whole characters, also those that take two UTF-16 units.</summary>
/// <param name="value">The text.</param>
/// <param name="isSafe">Whether it counts as HTML already (what <c>|safe</c> and <c>|escape</c> give): what it is joined with is then escaped.</param>
internal sealed class StringValue(string value, bool isSafe = false) : JinjaValue
{
    public static readonly StringValue Empty = new("");

    public string Value => value;

    public bool IsSafe => isSafe;

    internal override string TypeName => "str";

    internal override bool IsTrue => value.Length > 0;

    internal override bool IsSequence => true;

    public override bool Equals(JinjaValue? other)
    {
        if (other is not StringValue s || s.Value.Length != value.Length)
        {
            return false;
        }

        RenderBudget.Compare(1 + (value.Length / 16));
        return s.Value == value;
    }

    public override int GetHashCode()
    {
        RenderBudget.Compare(1 + (value.Length / 16));
        return value.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>Another text that is safe when this one is.</summary>
    public StringValue With(string text) => new(text, isSafe);

    /// <summary>The part that <paramref name="slice"/> selects.</summary>
    public StringValue Part(SliceRange slice)
    {
        var characters = CodePoints.HasPairs(value) ? CodePoints.Split(value).ToList() : null;
        var text = new StringBuilder();
        foreach (var index in slice.Indexes(characters?.Count ?? value.Length))
        {
            _ = characters is null ? text.Append(value[index]) : text.Append(characters[index]);
        }

        return With(text.ToString());
    }

    internal override string Text(RenderBudget budget) => value;

    internal override void WriteRepr(BoundedText text)
    {
        text.Append(isSafe ? "Markup(" : "");
        PythonRepr.Write(text, value);
        text.Append(isSafe ? ")" : "");
    }

    internal override int? Count() => CodePoints.Count(value);

    internal override IEnumerable<JinjaValue> Items() => CodePoints.Split(value).Select(c => new StringValue(c));

    internal override IEnumerable<JinjaValue> Backwards() => Items().Reverse();

    internal override JinjaValue? Attribute(string name) => TextMethods.Find(this, name);

    internal override IEnumerable<string> Names() => TextMethods.Names;

    internal override JinjaValue? Item(JinjaValue key)
    {
        if (!Numbers.TryInteger(key, out var index))
        {
            return null;
        }

        var length = CodePoints.Count(value);
        var at = index < 0 ? index + length : index;
        if (at < 0 || at >= length)
        {
            return null;
        }

        var unit = CodePoints.UnitOf(value, (int)at);
        return With(value.Substring(unit, CodePoints.Length(value, unit)));
    }
}
