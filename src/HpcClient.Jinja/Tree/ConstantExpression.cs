using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary>A literal.</summary>
internal sealed class ConstantExpression(JinjaValue value, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state) => value;
}
