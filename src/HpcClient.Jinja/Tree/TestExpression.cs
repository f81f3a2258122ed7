using HpcClient.Jinja.Predicates;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>value is test(...)</c></summary>
internal sealed class TestExpression(Expression value, Predicate test, CallArguments arguments, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state) => JinjaValue.Of(test(state, value.Evaluate(state), arguments.Evaluate(state)));
}
