using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Tree;

/// <summary>Statements one after the other.</summary>
internal sealed class Body(IReadOnlyList<Statement> statements)
{
    public static readonly Body Empty = new([]);

    /// <summary>Whether it holds nothing but whitespace.</summary>
    public bool IsBlank => statements.All(s => s is TextStatement { IsBlank: true });

    public void Execute(RenderState state)
    {
        foreach (var statement in statements)
        {
            statement.Execute(state);
        }
    }
}
