using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>block name</c> … <c>endblock</c>: sees the names of the template as a whole, and those around it only when <c>scoped</c>.</summary>
internal sealed class BlockStatement(Body body, bool isScoped, bool isRequired, Place place) : Statement(place)
{
    /// <summary>What <c>self.name()</c> gives.</summary>
    public string Text(RenderState state) => state.Capture(() => Run(state, state.Root));

    protected override void Run(RenderState state) => Run(state, isScoped ? state.Scope : state.Root);

    private void Run(RenderState state, Scope around)
    {
        StackGuard.Check();
        if (isRequired)
        {
            throw new JinjaException("a required block must be filled by another template, which a template of the settings has not");
        }

        state.In(new(around), () => body.Execute(state));
    }
}
