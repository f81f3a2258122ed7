using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary><c>with a = 1</c> … <c>endwith</c>: names that end with the block (a <c>block</c> is one without names).</summary>
internal sealed class WithStatement(IReadOnlyList<(Target Target, Expression Value)> assignments, Body body, int line) : Statement(line)
{
    protected override void Run(RenderState state)
    {
        var values = assignments.Select(a => a.Value.Evaluate(state)).ToList();
        state.InNewScope(() =>
        {
            for (var i = 0; i < values.Count; i++)
            {
                assignments[i].Target.Assign(state, values[i]);
            }

            body.Execute(state);
        });
    }
}
