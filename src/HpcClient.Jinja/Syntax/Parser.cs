using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Tree;

namespace HpcClient.Jinja.Syntax;

/// <summary>Parses text, tags and the statements' frame; the statements themselves are in <see cref="StatementParser"/>.</summary>
internal sealed class Parser
{
    private readonly TokenStream _tokens;
    private readonly StatementParser _statements;
    private Place _lastTag = new(1, 1);

    public Parser(List<Token> tokens)
    {
        _tokens = new(tokens);
        _statements = new(_tokens, this);
    }

    /// <summary>The blocks of the template by name.</summary>
    public Dictionary<string, BlockStatement> Blocks { get; } = new(StringComparer.Ordinal);

    /// <summary>The whole template.</summary>
    public Body ParseTemplate()
    {
        try
        {
            return ParseBody();
        }
        catch (JinjaException e) when (!e.IsPlaced)
        {
            throw e.At(_tokens.Current.Place);
        }
    }

    /// <summary>
    /// Statements up to <c>{% name</c> for one of <paramref name="ends"/>; the name is then the current token.
    /// Without ends: up to the end of the template.
    /// </summary>
    public Body ParseBody(params string[] ends)
    {
        StackGuard.Check();
        var opened = _lastTag;
        var statements = new List<Statement>();
        while (true)
        {
            var token = _tokens.Current;
            switch (token.Kind)
            {
                case TokenKind.End when ends.Length == 0:
                    return new(statements);
                case TokenKind.End:
                    throw new JinjaException($"the template ends without '{{% {ends[^1]} %}}' for the block that begins here", opened);
                case TokenKind.Text:
                    statements.Add(new TextStatement(_tokens.Take().Text, token.Place));
                    break;
                case TokenKind.OutputBegin:
                    _tokens.Take();
                    statements.Add(new OutputStatement(_statements.Expressions.ParseTuple(), token.Place));
                    _tokens.Expect(TokenKind.OutputEnd, "'}}'");
                    break;
                default:
                    _lastTag = _tokens.Take().Place;
                    if (_tokens.Current.Kind == TokenKind.Name && ends.Contains(_tokens.Current.Text))
                    {
                        return new(statements);
                    }

                    statements.Add(_statements.Parse());
                    _tokens.Expect(TokenKind.BlockEnd, "'%}'");
                    break;
            }
        }
    }

    /// <summary>The end of the opening tag, statements, and the name of the closing tag.</summary>
    public Body ParseBlock(string end)
    {
        _tokens.Expect(TokenKind.BlockEnd, "'%}'");
        var body = ParseBody(end);
        _tokens.Take();
        return body;
    }
}
