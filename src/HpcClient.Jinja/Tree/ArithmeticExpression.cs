using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>left + right</c> and its like.</summary>
internal sealed class ArithmeticExpression(string sign, Expression left, Expression right, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state) => Operators.Apply(sign, left.Evaluate(state), right.Evaluate(state), state.Budget);
}
