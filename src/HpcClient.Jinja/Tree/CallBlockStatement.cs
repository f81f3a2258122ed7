using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Tree;

/// <summary><c>call macro(...)</c> … <c>endcall</c>: calls with the block as <c>caller</c>.</summary>
internal sealed class CallBlockStatement(Expression callee, CallArguments arguments, MacroDefinition block, Place place) : Statement(place)
{
    protected override void Run(RenderState state)
    {
        var given = arguments.Evaluate(state);
        var named = new Dictionary<string, JinjaValue>(given.Named, StringComparer.Ordinal) { ["caller"] = block.Close(state) };
        state.Output.Append(state.Text(callee.Evaluate(state).Call(state, given with { Named = named })));
    }
}
