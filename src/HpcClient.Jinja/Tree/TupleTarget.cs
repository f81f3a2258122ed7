using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary><c>a, b</c>: takes the elements of a value apart.</summary>
internal sealed class TupleTarget(IReadOnlyList<Target> targets) : Target
{
    public override IEnumerable<string> Names => targets.SelectMany(t => t.Names);

    public override void Assign(RenderState state, JinjaValue value)
    {
        var elements = state.Items(value);
        if (elements.Count != targets.Count)
        {
            throw new JinjaException($"{elements.Count} values cannot be given to {targets.Count} names");
        }

        for (var i = 0; i < targets.Count; i++)
        {
            targets[i].Assign(state, elements[i]);
        }
    }
}
