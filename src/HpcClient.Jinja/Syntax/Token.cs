namespace HpcClient.Jinja.Syntax;

/// <summary>One token of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a literal the meaning, not the spelling.</param>
/// <param name="Place">Where it begins.</param>
internal readonly record struct Token(TokenKind Kind, string Text, Place Place)
{
    /// <summary>Whether it is the operator <paramref name="text"/>.</summary>
    public bool IsOperator(string text) => Kind == TokenKind.Operator && Text == text;

    /// <summary>Whether it is the name or keyword <paramref name="text"/>.</summary>
    public bool IsName(string text) => Kind == TokenKind.Name && Text == text;

    /// <summary>The token as an error message calls it.</summary>
    public string Description => Kind switch
    {
        TokenKind.Text => "template text",
        TokenKind.BlockBegin => "'{%'",
        TokenKind.BlockEnd => "the end of the statement, '%}'",
        TokenKind.OutputBegin => "'{{'",
        TokenKind.OutputEnd => "the end of the expression, '}}'",
        TokenKind.End => "the end of the template",
        TokenKind.String => "a string",
        _ => $"'{Text}'",
    };
}
