using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>not value</c></summary>
internal sealed class NotExpression(Expression value, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state) => JinjaValue.Of(!value.Evaluate(state).IsTrue);
}
