using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>A method or function of the language itself.</summary>
/// <param name="name">What it is called, for messages.</param>
/// <param name="body">What it does.</param>
internal sealed class CallableValue(string name, Func<RenderState, Arguments, JinjaValue> body) : JinjaValue
{
    internal override string TypeName => "function";

    internal override bool IsCallable => true;

    public override bool Equals(JinjaValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>Python would print an address in memory; a forgotten pair of parentheses is the likelier reason.</summary>
    internal override void WriteRepr(BoundedText text) =>
        throw new JinjaException($"'{name}' is a function and cannot be printed: call it, as in {name}()");

    internal override JinjaValue Call(RenderState state, Arguments arguments)
    {
        StackGuard.Check();
        state.Budget.Step();
        return body(state, arguments);
    }
}
