using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>callee(...)</c></summary>
internal sealed class CallExpression(Expression callee, CallArguments arguments, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state) => callee.Evaluate(state).Call(state, arguments.Evaluate(state));
}
