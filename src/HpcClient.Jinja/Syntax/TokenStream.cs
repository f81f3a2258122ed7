namespace HpcClient.Jinja.Syntax;

/// <summary>The tokens with a position among them, and the errors that name what is found.</summary>
internal sealed class TokenStream(List<Token> tokens)
{
    private int _at;

    /// <summary>The token at the position.</summary>
    /// <exception cref="JinjaException">The template cannot be cut into tokens from here on.</exception>
    public Token Current => tokens[_at] is { Kind: TokenKind.Fault } fault ? throw new JinjaException(fault.Text, fault.Place) : tokens[_at];

    public Token Next => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public Token Take()
    {
        var token = Current;
        _at = Math.Min(_at + 1, tokens.Count - 1);
        return token;
    }

    public bool AcceptOperator(string text)
    {
        var found = Current.IsOperator(text);
        if (found)
        {
            Take();
        }

        return found;
    }

    public bool AcceptName(string text)
    {
        var found = Current.IsName(text);
        if (found)
        {
            Take();
        }

        return found;
    }

    public void ExpectOperator(string text)
    {
        if (!AcceptOperator(text))
        {
            throw Unexpected($"'{text}'");
        }
    }

    public void ExpectName(string text)
    {
        if (!AcceptName(text))
        {
            throw Unexpected($"'{text}'");
        }
    }

    public Token Expect(TokenKind kind, string what) => Current.Kind == kind ? Take() : throw Unexpected(what);

    public JinjaException Unexpected(string expected) => Fault($"{expected} is expected where {Current.Description} stands");

    public JinjaException Fault(string message) => new(message, Current.Place);
}
