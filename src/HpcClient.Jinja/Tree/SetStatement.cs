using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>set a = value</c></summary>
internal sealed class SetStatement(Target target, Expression value, Place place) : Statement(place)
{
    protected override void Run(RenderState state) => target.Assign(state, value.Evaluate(state));
}
