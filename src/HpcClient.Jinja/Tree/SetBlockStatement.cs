using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>set a</c> … <c>endset</c>: takes the text between, through the filters given.</summary>
internal sealed class SetBlockStatement(Target target, FilterExpression? filters, Body body, int line) : Statement(line)
{
    protected override void Run(RenderState state)
    {
        var text = new StringValue(state.Capture(() => state.InNewScope(() => body.Execute(state))));
        target.Assign(state, filters?.Apply(state, text) ?? text);
    }
}
