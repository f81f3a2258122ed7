using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>[a, b]</c> or <c>(a, b)</c>.</summary>
internal sealed class ListExpression(IReadOnlyList<Expression> elements, bool isTuple, Place place) : Expression(place)
{
    public IReadOnlyList<Expression> Elements => elements;

    public bool IsTuple => isTuple;

    protected override JinjaValue Value(RenderState state)
    {
        state.Budget.Step(elements.Count);
        return new ListValue([.. elements.Select(e => e.Evaluate(state))], isTuple);
    }
}
