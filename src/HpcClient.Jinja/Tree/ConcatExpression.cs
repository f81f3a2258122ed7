using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>a ~ b ~ c</c>: all as strings, one after the other.</summary>
internal sealed class ConcatExpression(IReadOnlyList<Expression> parts, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state)
    {
        var text = new BoundedText(state.Budget);
        foreach (var part in parts)
        {
            text.Append(state.Text(part.Evaluate(state)));
        }

        return new StringValue(text.ToString());
    }
}
