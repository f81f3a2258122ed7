using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>macro name(...)</c> … <c>endmacro</c></summary>
internal sealed class MacroStatement(MacroDefinition macro, Place place) : Statement(place)
{
    protected override void Run(RenderState state) => state.Scope.Set(macro.Name, macro.Close(state));
}
