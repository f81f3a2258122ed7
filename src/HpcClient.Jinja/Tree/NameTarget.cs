using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary>A name.</summary>
internal sealed class NameTarget(string name) : Target
{
    public override IEnumerable<string> Names => [name];

    public override void Assign(RenderState state, JinjaValue value) => state.Scope.Set(name, value);
}
