using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>{{ value }}</c></summary>
internal sealed class OutputStatement(Expression value, Place place) : Statement(place)
{
    protected override void Run(RenderState state) => state.Output.Append(state.Text(value.Evaluate(state)));
}
