using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>if</c>, <c>elif</c>, <c>else</c></summary>
internal sealed class IfStatement(IReadOnlyList<(Expression Condition, Body Body)> branches, Body otherwise, Place place) : Statement(place)
{
    protected override void Run(RenderState state)
    {
        foreach (var (condition, body) in branches)
        {
            if (condition.Evaluate(state).IsTrue)
            {
                body.Execute(state);
                return;
            }
        }

        otherwise.Execute(state);
    }
}
