using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Something that can be called: a method, a function, a macro.</summary>
/// <param name="name">What it is called, for messages.</param>
/// <param name="body">What it does.</param>
internal sealed class CallableValue(string name, Func<RenderState, Arguments, JinjaValue> body) : JinjaValue
{
    internal override string TypeName => "function";

    public override bool Equals(JinjaValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    internal override void WriteRepr(BoundedText text) => text.Append($"<function {name}>");

    internal override JinjaValue? Attribute(string attribute) => attribute == "name" ? Of(name) : null;

    internal override JinjaValue Call(RenderState state, Arguments arguments)
    {
        StackGuard.Check();
        state.Budget.Step();
        return body(state, arguments);
    }
}
