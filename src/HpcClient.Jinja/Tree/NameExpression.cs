using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary>A name.</summary>
internal sealed class NameExpression(string name, Place place) : Expression(place)
{
    public string Name => name;

    protected override JinjaValue Value(RenderState state) => state.Find(name);
}
