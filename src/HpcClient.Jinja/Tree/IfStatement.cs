using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary><c>if</c>, <c>elif</c>, <c>else</c></summary>
internal sealed class IfStatement(IReadOnlyList<(Expression Condition, Body Body, int Line)> branches, Body otherwise, int line) : Statement(line)
{
    protected override void Run(RenderState state)
    {
        foreach (var (condition, body, branchLine) in branches)
        {
            state.Line = branchLine;
            if (condition.Evaluate(state).IsTrue)
            {
                body.Execute(state);
                return;
            }
        }

        otherwise.Execute(state);
    }
}
