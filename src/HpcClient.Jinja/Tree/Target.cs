using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary>What a value is assigned to.</summary>
internal abstract class Target
{
    public abstract void Assign(RenderState state, JinjaValue value);
}
