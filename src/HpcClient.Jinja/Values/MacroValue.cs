using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Tree;

namespace HpcClient.Jinja.Values;

/// <summary>A macro, or the text of a call block, with the names around it.</summary>
internal sealed class MacroValue(MacroDefinition macro, Scope around) : JinjaValue
{
    internal override string TypeName => "Macro";

    internal override bool IsCallable => true;

    public override bool Equals(JinjaValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    internal override void WriteRepr(BoundedText text) => text.Append($"<Macro '{macro.Name}'>");

    internal override JinjaValue? Attribute(string name) => name switch
    {
        "name" => Of(macro.Name),
        "arguments" => ListValue.Tuple([.. macro.Parameters.Select(p => Of(p.Name))]),
        "caller" => Of(macro.Takes("caller") || macro.Has("caller")),
        "catch_kwargs" => Of(macro.Takes("kwargs")),
        "catch_varargs" => Of(macro.Takes("varargs")),
        _ => null,
    };

    internal override JinjaValue Call(RenderState state, Arguments arguments)
    {
        StackGuard.Check();
        state.Budget.Step();
        return macro.Run(state, around, arguments);
    }
}
