using HpcClient.Jinja.Predicates;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary><c>value is test(...)</c></summary>
internal sealed class TestExpression(Expression value, Predicate test, CallArguments arguments) : Expression
{
    public override JinjaValue Evaluate(RenderState state)
    {
        StackGuard.Check();
        return JinjaValue.Of(test(state, value.Evaluate(state), arguments.Evaluate(state)));
    }
}
