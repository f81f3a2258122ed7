using System.Globalization;
using System.Numerics;
using HpcClient.Jinja.Tree;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Syntax;

/// <summary>Parses names, numbers, strings, and what stands in parentheses, brackets and braces.</summary>
internal sealed class LiteralParser(TokenStream tokens, ExpressionParser expressions)
{
    /// <summary>One of them.</summary>
    public Expression Parse()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Take();
                return token.Text switch
                {
                    "true" or "True" => new ConstantExpression(JinjaValue.True, token.Place),
                    "false" or "False" => new ConstantExpression(JinjaValue.False, token.Place),
                    "none" or "None" => new ConstantExpression(JinjaValue.None, token.Place),
                    _ => Name(token),
                };
            case TokenKind.String:
                return new ConstantExpression(JinjaValue.Of(ParseStrings()), token.Place);
            case TokenKind.Integer:
                return new ConstantExpression(new IntegerValue(BigInteger.Parse(tokens.Take().Text, CultureInfo.InvariantCulture)), token.Place);
            case TokenKind.Float:
                return new ConstantExpression(JinjaValue.Of(double.Parse(tokens.Take().Text, CultureInfo.InvariantCulture)), token.Place);
            case TokenKind.Operator when token.Text == "(":
                return ParseParentheses();
            case TokenKind.Operator when token.Text == "[":
                return ParseList();
            case TokenKind.Operator when token.Text == "{":
                return ParseMap();
            default:
                throw tokens.Unexpected("an expression");
        }
    }

    private NameExpression Name(Token token)
    {
        if (MacroDefinition.SpecialNames.Contains(token.Text))
        {
            expressions.SpecialNames.Add(token.Text);
        }

        return new(token.Text, token.Place);
    }

    private string ParseStrings()
    {
        var text = new System.Text.StringBuilder();
        while (tokens.Current.Kind == TokenKind.String)
        {
            text.Append(tokens.Take().Text);
        }

        return text.ToString();
    }

    private Expression ParseParentheses()
    {
        var place = tokens.Current.Place;
        tokens.ExpectOperator("(");
        var inside = tokens.Current.IsOperator(")") ? new ListExpression([], isTuple: true, place) : expressions.ParseTuple();
        tokens.ExpectOperator(")");
        return inside;
    }

    private ListExpression ParseList()
    {
        var elements = new List<Expression>();
        var place = tokens.Current.Place;
        tokens.ExpectOperator("[");
        while (!tokens.AcceptOperator("]"))
        {
            Comma(elements.Count);
            if (!tokens.Current.IsOperator("]"))
            {
                elements.Add(expressions.Parse());
            }
        }

        return new(elements, isTuple: false, place);
    }

    private MapExpression ParseMap()
    {
        var entries = new List<(Expression, Expression)>();
        var place = tokens.Current.Place;
        tokens.ExpectOperator("{");
        while (!tokens.AcceptOperator("}"))
        {
            Comma(entries.Count);
            if (!tokens.Current.IsOperator("}"))
            {
                var key = expressions.Parse();
                tokens.ExpectOperator(":");
                entries.Add((key, expressions.Parse()));
            }
        }

        return new(entries, place);
    }

    private void Comma(int before)
    {
        if (before > 0)
        {
            tokens.ExpectOperator(",");
        }
    }
}
