using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>left and right</c>, <c>left or right</c>: the value that decides.</summary>
internal sealed class LogicExpression(bool isAnd, Expression left, Expression right, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state)
    {
        var value = left.Evaluate(state);
        return value.IsTrue == isAnd ? right.Evaluate(state) : value;
    }
}
