using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>a &lt; b &lt;= c</c>: holds when each comparison holds.</summary>
internal sealed class CompareExpression(Expression first, IReadOnlyList<(string Sign, Expression Right)> comparisons, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state)
    {
        var left = first.Evaluate(state);
        foreach (var (sign, right) in comparisons)
        {
            var value = right.Evaluate(state);
            if (!Comparison.Holds(sign, left, value, state.Budget))
            {
                return JinjaValue.False;
            }

            left = value;
        }

        return JinjaValue.True;
    }
}
