using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary>A literal.</summary>
internal sealed class ConstantExpression(JinjaValue value) : Expression
{
    public JinjaValue Value => value;

    public override JinjaValue Evaluate(RenderState state) => value;
}
