using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary>A piece of a template that does something.</summary>
/// <param name="line">Its line, for errors.</param>
internal abstract class Statement(int line)
{
    public void Execute(RenderState state)
    {
        StackGuard.Check();
        state.Line = line;
        Run(state);
    }

    protected abstract void Run(RenderState state);
}
