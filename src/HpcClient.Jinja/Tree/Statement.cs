using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary>A piece of a template that does something.</summary>
/// <param name="place">Where it stands, for errors.</param>
internal abstract class Statement(Place place)
{
    public void Execute(RenderState state)
    {
        StackGuard.Check();
        try
        {
            state.Budget.CheckTime();
            Run(state);
        }
        catch (JinjaException e) when (!e.IsPlaced)
        {
            throw e.At(place);
        }
    }

    protected abstract void Run(RenderState state);
}
