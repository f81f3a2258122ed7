using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary><c>-value</c> or <c>+value</c></summary>
internal sealed class SignExpression(string sign, Expression value) : Expression
{
    public override JinjaValue Evaluate(RenderState state)
    {
        StackGuard.Check();
        return Operators.Negate(value.Evaluate(state), sign);
    }
}
