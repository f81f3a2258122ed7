using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>-value</c> or <c>+value</c></summary>
internal sealed class SignExpression(string sign, Expression value, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state) => Operators.Negate(value.Evaluate(state), sign);
}
