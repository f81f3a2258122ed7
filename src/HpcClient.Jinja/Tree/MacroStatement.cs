using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary><c>macro name(...)</c> … <c>endmacro</c></summary>
internal sealed class MacroStatement(MacroDefinition macro, int line) : Statement(line)
{
    protected override void Run(RenderState state) => state.Scope.Set(macro.Name, macro.Close(state));
}
