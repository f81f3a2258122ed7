using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary><c>set a = value</c></summary>
internal sealed class SetStatement(Target target, Expression value, int line) : Statement(line)
{
    protected override void Run(RenderState state) => target.Assign(state, value.Evaluate(state));
}
