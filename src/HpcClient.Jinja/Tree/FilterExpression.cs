using HpcClient.Jinja.Filters;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>value|filter(...)</c></summary>
/// <param name="value">What is filtered; null in a filter block, where the text of the block is.</param>
/// <param name="filter">The filter.</param>
/// <param name="arguments">Its arguments.</param>
internal sealed class FilterExpression(Expression? value, Filter filter, CallArguments arguments) : Expression
{
    public override JinjaValue Evaluate(RenderState state) => Apply(state, StringValue.Empty);

    /// <summary>Applies the whole chain of filters, to <paramref name="text"/> where it has no value of its own.</summary>
    public JinjaValue Apply(RenderState state, JinjaValue text)
    {
        StackGuard.Check();
        var input = value switch
        {
            null => text,
            FilterExpression inner => inner.Apply(state, text),
            _ => value.Evaluate(state),
        };
        return filter(state, input, arguments.Evaluate(state));
    }
}
