using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>for</c>, with its filter, its <c>else</c> and recursion.</summary>
internal sealed class ForStatement(Target target, Expression items, Expression? condition, ForBodies bodies, Place place) : Statement(place)
{
    protected override void Run(RenderState state) => Loop(state, state.Scope, items.Evaluate(state), depth: 0);

    private void Loop(RenderState state, Scope around, JinjaValue value, int depth)
    {
        var elements = RenderState.Elements(value);
        if (condition is not null)
        {
            // One by one and not beforehand: a condition may look at what the rounds before have set.
            elements = elements.Where(e => Matches(state, around, e));
        }

        var loop = new LoopValue(elements, condition is null ? value.Count : () => null, depth, !bodies.IsRecursive ? null : (inner, children) =>
            new StringValue(inner.Capture(() => Loop(inner, around, children, depth + 1))));
        while (loop.MoveNext())
        {
            state.Budget.Step();
            state.In(new(around), () =>
            {
                state.Scope.Set("loop", loop);
                target.Assign(state, loop.Current);
                bodies.Rounds.Execute(state);
            });
        }

        if (loop.IsEmpty)
        {
            state.In(new(around), () => bodies.Otherwise.Execute(state));
        }
    }

    private bool Matches(RenderState state, Scope around, JinjaValue element)
    {
        var matches = false;
        state.Budget.Step();
        state.In(new(around), () =>
        {
            target.Assign(state, element);
            matches = condition!.Evaluate(state).IsTrue;
        });
        return matches;
    }
}
