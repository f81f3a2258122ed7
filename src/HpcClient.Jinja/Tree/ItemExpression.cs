using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>owner[key]</c>: an entry, or else the attribute of that name.</summary>
internal sealed class ItemExpression(Expression owner, Expression key) : Expression
{
    public override JinjaValue Evaluate(RenderState state)
    {
        StackGuard.Check();
        return Of(owner.Evaluate(state), key.Evaluate(state), state.Budget);
    }

    /// <summary>The entry or attribute of <paramref name="value"/>, or undefined.</summary>
    public static JinjaValue Of(JinjaValue value, JinjaValue key, RenderBudget budget) =>
        value.Item(key)
        ?? (key is StringValue name ? value.Attribute(name.Value) : null)
        ?? UndefinedValue.Attribute(value, key.Text(budget));
}
