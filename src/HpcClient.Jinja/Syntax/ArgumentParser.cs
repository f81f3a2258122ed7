using HpcClient.Jinja.Tree;

namespace HpcClient.Jinja.Syntax;

/// <summary>Parses the arguments of a call.</summary>
internal sealed class ArgumentParser(TokenStream tokens, ExpressionParser expressions)
{
    /// <summary>The arguments with their parentheses.</summary>
    public CallArguments Parse()
    {
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        Expression? morePositional = null;
        Expression? moreNamed = null;
        tokens.ExpectOperator("(");
        for (var count = 0; !tokens.Current.IsOperator(")"); count++)
        {
            if (count > 0)
            {
                tokens.ExpectOperator(",");
                if (tokens.Current.IsOperator(")"))
                {
                    break;
                }
            }

            if (tokens.Current.IsOperator("*") && morePositional is null && moreNamed is null)
            {
                tokens.Take();
                morePositional = expressions.Parse();
            }
            else if (tokens.Current.IsOperator("**") && moreNamed is null)
            {
                tokens.Take();
                moreNamed = expressions.Parse();
            }
            else if (tokens.Current.Kind == TokenKind.Name && tokens.Next.IsOperator("=") && moreNamed is null)
            {
                var name = tokens.Take().Text;
                tokens.Take();
                named.Add((name, expressions.Parse()));
            }
            else if (named.Count > 0 || morePositional is not null || moreNamed is not null)
            {
                throw tokens.Fault("an argument without a name follows one with a name");
            }
            else
            {
                positional.Add(expressions.Parse());
            }
        }

        tokens.ExpectOperator(")");
        return new() { Positional = positional, Named = named, MorePositional = morePositional, MoreNamed = moreNamed };
    }
}
