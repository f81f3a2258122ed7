using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>{'a': b}</c></summary>
internal sealed class MapExpression(IReadOnlyList<(Expression Key, Expression Value)> entries) : Expression
{
    public override JinjaValue Evaluate(RenderState state)
    {
        StackGuard.Check();
        state.Budget.Step(entries.Count);
        return new MapValue(entries.Select(e => KeyValuePair.Create(e.Key.Evaluate(state), e.Value.Evaluate(state))));
    }
}
