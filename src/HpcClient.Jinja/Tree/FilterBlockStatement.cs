using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>filter upper</c> … <c>endfilter</c></summary>
internal sealed class FilterBlockStatement(FilterExpression filters, Body body, int line) : Statement(line)
{
    protected override void Run(RenderState state)
    {
        var text = state.Capture(() => state.InNewScope(() => body.Execute(state)));
        state.Output.Append(state.Text(filters.Apply(state, new StringValue(text))));
    }
}
