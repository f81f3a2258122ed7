using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>value if condition else otherwise</c></summary>
internal sealed class ConditionalExpression(Expression value, Expression condition, Expression? otherwise, Place place) : Expression(place)
{
    private static readonly UndefinedValue Nothing = new("an inline 'if' without 'else' gave no value, because its condition is false");

    protected override JinjaValue Value(RenderState state) => condition.Evaluate(state).IsTrue ? value.Evaluate(state) : otherwise?.Evaluate(state) ?? Nothing;
}
