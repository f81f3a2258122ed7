using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary><c>left + right</c> and its like.</summary>
internal sealed class ArithmeticExpression(string sign, Expression left, Expression right) : Expression
{
    public override JinjaValue Evaluate(RenderState state)
    {
        StackGuard.Check();
        return Operators.Apply(sign, left.Evaluate(state), right.Evaluate(state), state.Budget);
    }
}
