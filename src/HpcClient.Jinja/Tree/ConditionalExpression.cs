using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>value if condition else otherwise</c></summary>
internal sealed class ConditionalExpression(Expression value, Expression condition, Expression? otherwise) : Expression
{
    private static readonly UndefinedValue Nothing = new("an inline 'if' without 'else' gave no value, because its condition is false");

    public override JinjaValue Evaluate(RenderState state)
    {
        StackGuard.Check();
        return condition.Evaluate(state).IsTrue ? value.Evaluate(state) : otherwise?.Evaluate(state) ?? Nothing;
    }
}
