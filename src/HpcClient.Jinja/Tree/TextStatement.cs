using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary>Text to be copied.</summary>
internal sealed class TextStatement(string text, Place place) : Statement(place)
{
    public bool IsBlank => text.All(PythonSpace.Is);

    protected override void Run(RenderState state) => state.Output.Append(text);
}
