using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>{'a': b}</c></summary>
internal sealed class MapExpression(IReadOnlyList<(Expression Key, Expression Value)> entries, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state)
    {
        state.Budget.Step(entries.Count);
        return new MapValue(entries.Select(e => KeyValuePair.Create(e.Key.Evaluate(state), e.Value.Evaluate(state))));
    }
}
