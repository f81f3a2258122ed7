using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary>A piece of a template that has a value.</summary>
/// <param name="place">Where it stands, for errors.</param>
internal abstract class Expression(Place place)
{
    /// <summary>Its value where the rendering stands.</summary>
    public JinjaValue Evaluate(RenderState state)
    {
        StackGuard.Check();
        try
        {
            return Value(state);
        }
        catch (JinjaException e) when (!e.IsPlaced)
        {
            throw e.At(place);
        }
    }

    protected abstract JinjaValue Value(RenderState state);
}
