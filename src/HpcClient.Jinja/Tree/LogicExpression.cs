using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary><c>left and right</c>, <c>left or right</c>: the value that decides.</summary>
internal sealed class LogicExpression(bool isAnd, Expression left, Expression right) : Expression
{
    public override JinjaValue Evaluate(RenderState state)
    {
        StackGuard.Check();
        var value = left.Evaluate(state);
        return value.IsTrue == isAnd ? right.Evaluate(state) : value;
    }
}
