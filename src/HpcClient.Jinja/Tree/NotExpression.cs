using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary><c>not value</c></summary>
internal sealed class NotExpression(Expression value) : Expression
{
    public override JinjaValue Evaluate(RenderState state)
    {
        StackGuard.Check();
        return JinjaValue.Of(!value.Evaluate(state).IsTrue);
    }
}
