using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>name.attribute</c> of a namespace.</summary>
internal sealed class NamespaceTarget(string name, string attribute) : Target
{
    public override void Assign(RenderState state, JinjaValue value)
    {
        var owner = state.Find(name) as NamespaceValue
            ?? throw new JinjaException($"'{name}.{attribute}' cannot be set: only a namespace() has attributes that can");
        owner.Set(attribute, value);
    }
}
