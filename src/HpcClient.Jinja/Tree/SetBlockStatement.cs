using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>set a</c> … <c>endset</c>: takes the text between, through the filters given.</summary>
internal sealed class SetBlockStatement(Target target, Expression? filters, Body body, Place place) : Statement(place)
{
    protected override void Run(RenderState state)
    {
        state.BlockText = new StringValue(state.Capture(() => state.InNewScope(() => body.Execute(state))));
        target.Assign(state, filters?.Evaluate(state) ?? state.BlockText);
    }
}
