using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>owner.name</c>: an attribute, or else an entry of that name.</summary>
internal sealed class AttributeExpression(Expression owner, string name, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state) => Of(owner.Evaluate(state), name);

    /// <summary>The attribute or entry of <paramref name="value"/>, or undefined.</summary>
    public static JinjaValue Of(JinjaValue value, string name) =>
        value.Attribute(name) ?? value.Item(JinjaValue.Of(name)) ?? UndefinedValue.Attribute(value, name);
}
