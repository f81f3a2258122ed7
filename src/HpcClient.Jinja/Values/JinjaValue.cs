using System.Numerics;
using System.Text.Json;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja;

/// <summary>A value that a template works with; it prints, compares and counts as true or false the way Python's do.</summary>
public abstract class JinjaValue : IEquatable<JinjaValue>
{
    /// <summary>Python's <c>None</c>.</summary>
    public static JinjaValue None => NoneValue.Instance;

    /// <summary>Python's <c>True</c>.</summary>
    public static JinjaValue True => BoolValue.TrueValue;

    /// <summary>Python's <c>False</c>.</summary>
    public static JinjaValue False => BoolValue.FalseValue;

    /// <summary>Name of the Python type, for messages.</summary>
    internal abstract string TypeName { get; }

    /// <summary>Whether it counts as true.</summary>
    internal virtual bool IsTrue => true;

    /// <summary>Whether it can be called.</summary>
    internal virtual bool IsCallable => false;

    /// <summary>Whether it counts its elements and gives them by position or key.</summary>
    internal virtual bool IsSequence => false;

    /// <summary>Whether it may be a key of a map.</summary>
    internal virtual bool IsHashable => true;

    /// <summary>A string; null becomes <c>None</c>.</summary>
    public static JinjaValue Of(string? text) => text is null ? None : new StringValue(text);

    /// <summary>An integer.</summary>
    public static JinjaValue Of(long number) => new IntegerValue(number);

    /// <summary>A floating-point number.</summary>
    public static JinjaValue Of(double number) => new FloatValue(number);

    /// <summary>A truth value.</summary>
    public static JinjaValue Of(bool flag) => flag ? True : False;

    /// <summary>A list.</summary>
    public static JinjaValue Of(IEnumerable<JinjaValue> items) => new ListValue([.. items]);

    /// <summary>A list of strings.</summary>
    public static JinjaValue Of(IEnumerable<string> items) => new ListValue([.. items.Select(Of)]);

    /// <summary>A map that keeps the order of its entries.</summary>
    public static JinjaValue Of(IEnumerable<KeyValuePair<string, JinjaValue>> entries) =>
        new MapValue(entries.Select(e => KeyValuePair.Create(Of(e.Key), e.Value)));

    /// <summary>The value that <paramref name="json"/> stands for.</summary>
    public static JinjaValue Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => Of(json.GetString()),
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        JsonValueKind.Number => BigInteger.TryParse(json.GetRawText(), out var whole) ? new IntegerValue(whole) : Of(json.GetDouble()),
        JsonValueKind.Array => Of(json.EnumerateArray().Select(Of)),
        JsonValueKind.Object => Of(json.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Of(p.Value)))),
        _ => None,
    };

    /// <summary>This value with <paramref name="changes"/>: a map is changed key by key, anything else is replaced.</summary>
    public JinjaValue With(JsonElement changes)
    {
        if (this is not MapValue map || changes.ValueKind != JsonValueKind.Object)
        {
            return Of(changes);
        }

        var changed = new MapValue(map.Entries);
        foreach (var property in changes.EnumerateObject())
        {
            var key = Of(property.Name);
            changed.Set(key, changed.Get(key)?.With(property.Value) ?? Of(property.Value));
        }

        return changed;
    }

    /// <inheritdoc/>
    public abstract bool Equals(JinjaValue? other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as JinjaValue);

    /// <inheritdoc/>
    public abstract override int GetHashCode();

    /// <summary>The value as <c>str()</c> gives it, within the default limits.</summary>
    /// <exception cref="JinjaException">It is longer than the limits allow.</exception>
    public sealed override string ToString() => Text(new(JinjaLimits.Default));

    /// <summary>The value as <c>str()</c> gives it.</summary>
    internal virtual string Text(RenderBudget budget)
    {
        var text = new BoundedText(budget);
        WriteRepr(text);
        return text.ToString();
    }

    /// <summary>Writes the value as <c>repr()</c> gives it.</summary>
    internal abstract void WriteRepr(BoundedText text);

    /// <summary>How many elements it has; null when it has none to count.</summary>
    internal virtual int? Count() => null;

    /// <summary>Its elements; null when it cannot be iterated.</summary>
    internal virtual IEnumerable<JinjaValue>? Items() => null;

    /// <summary>Its elements from the last to the first; null when they can only be had in their order.</summary>
    internal virtual IEnumerable<JinjaValue>? Backwards() => null;

    /// <summary>Whether <paramref name="value"/> is in it; null when its elements must be asked.</summary>
    internal virtual bool? Contains(JinjaValue value) => null;

    /// <summary>What <c>value.name</c> gives before entries are looked at; null when there is no such attribute.</summary>
    internal virtual JinjaValue? Attribute(string name) => null;

    /// <summary>Names that it is worth to suggest where an attribute is not there.</summary>
    internal virtual IEnumerable<string> Names() => [];

    /// <summary>What <c>value[key]</c> gives; null when there is nothing.</summary>
    internal virtual JinjaValue? Item(JinjaValue key) => null;

    /// <summary>What <c>value(...)</c> gives.</summary>
    internal virtual JinjaValue Call(RenderState state, Arguments arguments) =>
        throw new JinjaException($"a value of type '{TypeName}' cannot be called");
}
