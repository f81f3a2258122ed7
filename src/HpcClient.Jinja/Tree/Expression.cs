using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary>A piece of a template that has a value.</summary>
internal abstract class Expression
{
    /// <summary>Its value where the rendering stands.</summary>
    public abstract JinjaValue Evaluate(RenderState state);
}
