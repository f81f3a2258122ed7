using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary>Text to be copied.</summary>
internal sealed class TextStatement(string text, int line) : Statement(line)
{
    protected override void Run(RenderState state) => state.Output.Append(text);
}
