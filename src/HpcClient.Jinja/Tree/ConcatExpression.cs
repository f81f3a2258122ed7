using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>a ~ b ~ c</c>: all as strings, one after the other.</summary>
internal sealed class ConcatExpression(IReadOnlyList<Expression> parts) : Expression
{
    public override JinjaValue Evaluate(RenderState state)
    {
        StackGuard.Check();
        var text = new BoundedText(state.Budget);
        foreach (var part in parts)
        {
            text.Append(state.Text(part.Evaluate(state)));
        }

        return new StringValue(text.ToString());
    }
}
