using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary><c>callee(...)</c></summary>
internal sealed class CallExpression(Expression callee, CallArguments arguments) : Expression
{
    public override JinjaValue Evaluate(RenderState state)
    {
        StackGuard.Check();
        return callee.Evaluate(state).Call(state, arguments.Evaluate(state));
    }
}
