using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary>A name.</summary>
internal sealed class NameExpression(string name) : Expression
{
    public string Name => name;

    public override JinjaValue Evaluate(RenderState state) => state.Find(name);
}
