using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>for</c>, with its filter, its <c>else</c> and recursion.</summary>
internal sealed class ForStatement(
    Target target, Expression items, Expression? condition, (Body Rounds, Body Otherwise) bodies, bool isRecursive, int line) : Statement(line)
{
    private readonly int _line = line;

    protected override void Run(RenderState state) => Loop(state, items.Evaluate(state), depth: 0);

    private void Loop(RenderState state, JinjaValue value, int depth)
    {
        var elements = state.Items(value);
        if (condition is not null)
        {
            elements = [.. elements.Where(e => Matches(state, e))];
        }

        var loop = new LoopValue(elements, depth, !isRecursive ? null : (inner, children) =>
            Of(inner.Capture(() => Loop(inner, children, depth + 1))));
        for (var i = 0; i < elements.Count; i++)
        {
            state.Budget.Step();
            loop.Index = i;
            state.InNewScope(() =>
            {
                state.Scope.Set("loop", loop);
                target.Assign(state, elements[loop.Index]);
                bodies.Rounds.Execute(state);
            });
            state.Line = _line;
        }

        if (elements.Count == 0)
        {
            state.InNewScope(() => bodies.Otherwise.Execute(state));
        }
    }

    private static StringValue Of(string text) => new(text);

    private bool Matches(RenderState state, JinjaValue element)
    {
        var matches = false;
        state.InNewScope(() =>
        {
            target.Assign(state, element);
            matches = condition!.Evaluate(state).IsTrue;
        });
        return matches;
    }
}
