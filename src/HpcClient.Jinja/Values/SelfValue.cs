using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Tree;

namespace HpcClient.Jinja.Values;

/// <summary><c>self</c>: gives the text of the template's blocks once more.</summary>
internal sealed class SelfValue(IReadOnlyDictionary<string, BlockStatement> blocks) : JinjaValue
{
    internal override string TypeName => "TemplateReference";

    public override bool Equals(JinjaValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 0;

    internal override void WriteRepr(BoundedText text) => text.Append("<TemplateReference None>");

    internal override JinjaValue? Item(JinjaValue key) => key is StringValue name && blocks.TryGetValue(name.Value, out var block)
        ? new CallableValue(name.Value, (state, arguments) =>
        {
            arguments.BindPositional(name.Value);
            return new StringValue(block.Text(state));
        })
        : null;
}
