using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary>The text of a <c>filter</c> or <c>set</c> block, where the chain of its filters begins.</summary>
internal sealed class BlockTextExpression(Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state) => state.BlockText;
}
