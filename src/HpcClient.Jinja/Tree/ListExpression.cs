using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>[a, b]</c> or <c>(a, b)</c>.</summary>
internal sealed class ListExpression(IReadOnlyList<Expression> elements, bool isTuple) : Expression
{
    public IReadOnlyList<Expression> Elements => elements;

    public bool IsTuple => isTuple;

    public override JinjaValue Evaluate(RenderState state)
    {
        StackGuard.Check();
        state.Budget.Step(elements.Count);
        return new ListValue([.. elements.Select(e => e.Evaluate(state))], isTuple);
    }
}
