using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>owner[key]</c>: an entry, or else the attribute of that name.</summary>
internal sealed class ItemExpression(Expression owner, Expression key, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state) => Of(owner.Evaluate(state), key.Evaluate(state));

    /// <summary>The entry or attribute of <paramref name="value"/>, or undefined.</summary>
    public static JinjaValue Of(JinjaValue value, JinjaValue key) =>
        value.Item(key)
        ?? (key is StringValue name ? value.Attribute(name.Value) : null)
        ?? UndefinedValue.Item(value, key);
}
