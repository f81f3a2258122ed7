using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary>What a value is assigned to.</summary>
internal abstract class Target
{
    /// <summary>The names that it sets.</summary>
    public virtual IEnumerable<string> Names => [];

    public abstract void Assign(RenderState state, JinjaValue value);
}
