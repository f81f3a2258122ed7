using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>A name, attribute or entry that is not there: prints nothing, is false, and refuses all that needs a value.</summary>
internal sealed class UndefinedValue : JinjaValue
{
    private readonly Func<string> _what;

    /// <summary>With the sentence of the error when a value is needed.</summary>
    public UndefinedValue(string what) => _what = () => what;

    private UndefinedValue(Func<string> what) => _what = what;

    internal override string TypeName => "Undefined";

    internal override bool IsTrue => false;

    internal override bool IsSequence => true;

    internal override bool IsCallable => true;

    /// <summary>The error of everything that needs a value.</summary>
    public JinjaException Fault() => new(_what());

    /// <summary>A name that means nothing, where <paramref name="known"/> ones do.</summary>
    public static UndefinedValue Name(string name, IEnumerable<string> known) =>
        new(() => $"'{name}' is undefined{Nearest.Hint(name, known.Concat(GlobalFunctions.Names))}");

    /// <summary>What <paramref name="owner"/> does not have.</summary>
    public static UndefinedValue Attribute(JinjaValue owner, string name) =>
        new(() => $"'{owner.TypeName} object' has no attribute '{name}'{Nearest.Hint(name, owner.Names())}");

    /// <summary>What <paramref name="owner"/> does not have.</summary>
    public static UndefinedValue Item(JinjaValue owner, JinjaValue key) => key is StringValue name
        ? Attribute(owner, name.Value)
        : new(() => $"'{owner.TypeName} object' has no element {key}");

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
