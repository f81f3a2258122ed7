using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>autoescape false</c> … <c>endautoescape</c>: nothing is escaped here anyhow, and a script must not be.</summary>
internal sealed class AutoEscapeStatement(Expression isOn, Body body, Place place) : Statement(place)
{
    protected override void Run(RenderState state)
    {
        if (isOn.Evaluate(state).IsTrue)
        {
            throw new JinjaException("'autoescape true' is for web pages and is not supported here");
        }

        state.InNewScope(() => body.Execute(state));
    }
}
