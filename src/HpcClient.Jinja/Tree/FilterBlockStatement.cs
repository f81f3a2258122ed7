using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>filter upper</c> … <c>endfilter</c></summary>
internal sealed class FilterBlockStatement(Expression filters, Body body, Place place) : Statement(place)
{
    protected override void Run(RenderState state)
    {
        state.BlockText = new StringValue(state.Capture(() => state.InNewScope(() => body.Execute(state))));
        state.Output.Append(filters.Evaluate(state) is StringValue text
            ? text.Value
            : throw new JinjaException("the filters of a filter block must give a string"));
    }
}
