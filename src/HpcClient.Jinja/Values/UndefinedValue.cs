using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>A name, attribute or entry that is not there: prints nothing, is false, and refuses all that needs a value.</summary>
/// <param name="what">The sentence of the error when a value is needed.</param>
internal sealed class UndefinedValue(string what) : JinjaValue
{
    internal override string TypeName => "Undefined";

    internal override bool IsTrue => false;

    /// <summary>The error of everything that needs a value.</summary>
    public JinjaException Fault() => new(what);

    public static UndefinedValue Name(string name) => new($"'{name}' is undefined");

    public static UndefinedValue Attribute(JinjaValue owner, string name) => new(
        $"'{(owner is MapValue ? "dict object" : owner.TypeName + " object")}' has no attribute '{name}'");

    public override bool Equals(JinjaValue? other) => other is UndefinedValue;

    public override int GetHashCode() => 0;

    internal override string Text(RenderBudget budget) => "";

    internal override void WriteRepr(BoundedText text) => text.Append("Undefined");

    internal override int? Count() => 0;

    internal override IEnumerable<JinjaValue> Items() => [];

    internal override JinjaValue Attribute(string name) => throw Fault();

    internal override JinjaValue Item(JinjaValue key) => throw Fault();

    internal override JinjaValue Call(RenderState state, Arguments arguments) => throw Fault();
}
