using HpcClient.Jinja.Filters;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>value|filter(...)</c></summary>
internal sealed class FilterExpression(Expression value, Filter filter, CallArguments arguments, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state)
    {
        var input = value.Evaluate(state);
        return filter(state, input, arguments.Evaluate(state));
    }
}
