using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary><c>{{ value }}</c></summary>
internal sealed class OutputStatement(Expression value, int line) : Statement(line)
{
    protected override void Run(RenderState state) => state.Output.Append(state.Text(value.Evaluate(state)));
}
