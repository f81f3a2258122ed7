using System.Globalization;
using System.Numerics;
using HpcClient.Jinja.Filters;
using HpcClient.Jinja.Predicates;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Tree;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Syntax;

/// <summary>Parses literals, names, and what hangs on them: attributes, entries, calls, filters, tests.</summary>
internal sealed class OperandParser(TokenStream tokens, ExpressionParser expressions)
{
    private readonly ArgumentParser _arguments = new(tokens, expressions);

    /// <summary>An operand with its signs and all that hangs on it.</summary>
    public Expression ParseSigned(bool withFilters = true)
    {
        StackGuard.Check();
        Expression operand;
        if (tokens.Current.IsOperator("-") || tokens.Current.IsOperator("+"))
        {
            operand = new SignExpression(tokens.Take().Text, ParseSigned(withFilters: false));
        }
        else
        {
            operand = ParsePrimary();
        }

        operand = ParsePostfix(operand);
        return withFilters ? ParseFiltersAndTests(operand) : operand;
    }

    /// <summary>The filters that follow, as one chain; null when none does.</summary>
    public FilterExpression? ParseFilters(Expression? value, bool startsWithName)
    {
        FilterExpression? chain = null;
        while (startsWithName || tokens.AcceptOperator("|"))
        {
            startsWithName = false;
            var line = tokens.Current.Line;
            var name = ParseDottedName("the name of a filter");
            var filter = FilterTable.Find(name) ?? throw new JinjaException(new JinjaFault(FilterTable.Missing(name), line));
            chain = new(chain ?? value, filter, tokens.Current.IsOperator("(") ? _arguments.Parse() : CallArguments.None);
        }

        return chain;
    }

    /// <summary>A call, taken apart.</summary>
    public (Expression Callee, CallArguments Arguments) ParseCall()
    {
        var callee = ParsePrimary();
        while (true)
        {
            if (tokens.Current.IsOperator("("))
            {
                var arguments = _arguments.Parse();
                if (!tokens.Current.IsOperator(".") && !tokens.Current.IsOperator("[") && !tokens.Current.IsOperator("("))
                {
                    return (callee, arguments);
                }

                callee = new CallExpression(callee, arguments);
            }
            else if (tokens.Current.IsOperator(".") || tokens.Current.IsOperator("["))
            {
                callee = ParseSubscript(callee);
            }
            else
            {
                throw tokens.Unexpected("a call");
            }
        }
    }

    private Expression ParsePostfix(Expression operand)
    {
        while (tokens.Current.Kind == TokenKind.Operator)
        {
            switch (tokens.Current.Text)
            {
                case "." or "[":
                    operand = ParseSubscript(operand);
                    break;
                case "(":
                    operand = new CallExpression(operand, _arguments.Parse());
                    break;
                default:
                    return operand;
            }
        }

        return operand;
    }

    private Expression ParseFiltersAndTests(Expression operand)
    {
        while (true)
        {
            if (tokens.Current.IsOperator("|"))
            {
                operand = ParseFilters(operand, startsWithName: false)!;
            }
            else if (tokens.AcceptName("is"))
            {
                operand = ParseTest(operand);
            }
            else if (tokens.Current.IsOperator("("))
            {
                operand = new CallExpression(operand, _arguments.Parse());
            }
            else
            {
                return operand;
            }
        }
    }

    private Expression ParseTest(Expression operand)
    {
        var isNegated = tokens.AcceptName("not");
        var line = tokens.Current.Line;
        var name = ParseDottedName("the name of a test");
        var predicate = PredicateTable.Find(name) ?? throw new JinjaException(new JinjaFault($"there is no test '{name}'", line));
        var arguments = CallArguments.None;
        if (tokens.Current.IsOperator("("))
        {
            arguments = _arguments.Parse();
        }
        else if (StartsArgument())
        {
            if (tokens.Current.IsName("is"))
            {
                throw tokens.Fault("tests cannot be chained with 'is'; join them with 'and'");
            }

            arguments = arguments with { Positional = [ParsePostfix(ParsePrimary())] };
        }

        var test = new TestExpression(operand, predicate, arguments);
        return isNegated ? new NotExpression(test) : test;
    }

    private bool StartsArgument() => tokens.Current.Kind switch
    {
        TokenKind.Name => tokens.Current.Text is not ("else" or "or" or "and"),
        TokenKind.String or TokenKind.Integer or TokenKind.Float => true,
        _ => tokens.Current.IsOperator("[") || tokens.Current.IsOperator("{"),
    };

    private Expression ParseSubscript(Expression owner)
    {
        if (tokens.AcceptOperator("."))
        {
            return tokens.Current.Kind == TokenKind.Integer
                ? new ItemExpression(owner, ParsePrimary())
                : new AttributeExpression(owner, tokens.Expect(TokenKind.Name, "a name").Text);
        }

        tokens.ExpectOperator("[");
        var start = tokens.Current.IsOperator(":") ? null : expressions.Parse();
        if (start is not null && !tokens.Current.IsOperator(":"))
        {
            tokens.ExpectOperator("]");
            return new ItemExpression(owner, start);
        }

        tokens.ExpectOperator(":");
        var stop = ParseBound();
        var step = tokens.AcceptOperator(":") ? ParseBound() : null;
        tokens.ExpectOperator("]");
        return new SliceExpression(owner, start, stop, step);
    }

    private Expression? ParseBound() => tokens.Current.IsOperator(":") || tokens.Current.IsOperator("]") ? null : expressions.Parse();

    private string ParseDottedName(string what)
    {
        var name = tokens.Expect(TokenKind.Name, what).Text;
        while (tokens.AcceptOperator("."))
        {
            name += "." + tokens.Expect(TokenKind.Name, what).Text;
        }

        return name;
    }

    private Expression ParsePrimary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Take();
                return token.Text switch
                {
                    "true" or "True" => new ConstantExpression(JinjaValue.True),
                    "false" or "False" => new ConstantExpression(JinjaValue.False),
                    "none" or "None" => new ConstantExpression(JinjaValue.None),
                    _ => new NameExpression(token.Text),
                };
            case TokenKind.String:
                return new ConstantExpression(JinjaValue.Of(ParseStrings()));
            case TokenKind.Integer:
                return new ConstantExpression(new IntegerValue(BigInteger.Parse(tokens.Take().Text, CultureInfo.InvariantCulture)));
            case TokenKind.Float:
                return new ConstantExpression(JinjaValue.Of(double.Parse(tokens.Take().Text, CultureInfo.InvariantCulture)));
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
        tokens.ExpectOperator("(");
        var inside = tokens.Current.IsOperator(")") ? new ListExpression([], isTuple: true) : expressions.ParseTuple();
        tokens.ExpectOperator(")");
        return inside;
    }

    private ListExpression ParseList()
    {
        var elements = new List<Expression>();
        tokens.ExpectOperator("[");
        while (!tokens.AcceptOperator("]"))
        {
            Comma(elements.Count);
            if (!tokens.Current.IsOperator("]"))
            {
                elements.Add(expressions.Parse());
            }
        }

        return new(elements, isTuple: false);
    }

    private MapExpression ParseMap()
    {
        var entries = new List<(Expression, Expression)>();
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

        return new(entries);
    }

    private void Comma(int before)
    {
        if (before > 0)
        {
            tokens.ExpectOperator(",");
        }
    }
}
