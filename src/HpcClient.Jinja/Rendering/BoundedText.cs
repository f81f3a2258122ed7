using System.Text;

namespace HpcClient.Jinja.Rendering;

/// <summary>Text being built, within the limits of the rendering.</summary>
internal sealed class BoundedText(RenderBudget budget)
{
    private readonly StringBuilder _text = new();
    private HashSet<JinjaValue>? _open;

    public int Length => _text.Length;

    public BoundedText Append(string text)
    {
        budget.Built(text.Length);
        budget.CheckLength((long)_text.Length + text.Length);
        _text.Append(text);
        return this;
    }

    /// <summary>Notes that <paramref name="container"/> is being written; false when it is already, because it holds itself.</summary>
    public bool Enter(JinjaValue container) => (_open ??= new(ReferenceEqualityComparer.Instance)).Add(container);

    /// <summary>Notes that <paramref name="container"/> has been written.</summary>
    public void Leave(JinjaValue container) => _open!.Remove(container);

    public override string ToString() => _text.ToString();
}
