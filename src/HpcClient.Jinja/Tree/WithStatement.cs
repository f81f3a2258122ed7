using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>with a = 1</c> … <c>endwith</c>: names that end with the block.</summary>
internal sealed class WithStatement(IReadOnlyList<(Target Target, Expression Value)> assignments, Body body, Place place) : Statement(place)
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
