using System.Text;

namespace HpcClient.Jinja.Rendering;

/// <summary>Text being built, within the limits of the rendering.</summary>
internal sealed class BoundedText(RenderBudget budget)
{
    private readonly StringBuilder _text = new();

    public int Length => _text.Length;

    public BoundedText Append(string text)
    {
        budget.Built(text.Length);
        budget.CheckLength((long)_text.Length + text.Length);
        _text.Append(text);
        return this;
    }

    public override string ToString() => _text.ToString();
}
