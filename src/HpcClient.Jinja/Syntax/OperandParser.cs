using HpcClient.Jinja.Filters;
using HpcClient.Jinja.Predicates;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Tree;

namespace HpcClient.Jinja.Syntax;

/// <summary>Parses operands and what hangs on them: attributes, entries, calls, filters, tests; the bare ones are in <see cref="LiteralParser"/>.</summary>
internal sealed class OperandParser(TokenStream tokens, ExpressionParser expressions)
{
    private readonly LiteralParser _literals = new(tokens, expressions);
    private readonly ArgumentParser _arguments = new(tokens, expressions);

    /// <summary>An operand with its signs and all that hangs on it.</summary>
    public Expression ParseSigned(bool withFilters = true)
    {
        StackGuard.Check();
        Expression operand;
        if (tokens.Current.IsOperator("-") || tokens.Current.IsOperator("+"))
        {
            var sign = tokens.Take();
            operand = new SignExpression(sign.Text, ParseSigned(withFilters: false), sign.Place);
        }
        else
        {
            operand = _literals.Parse();
        }

        operand = ParsePostfix(operand);
        return withFilters ? ParseFiltersAndTests(operand) : operand;
    }

    /// <summary><paramref name="value"/> with the filters that follow.</summary>
    public Expression ParseFilters(Expression value, bool startsWithName)
    {
        while (startsWithName || tokens.AcceptOperator("|"))
        {
            startsWithName = false;
            var place = tokens.Current.Place;
            var name = ParseDottedName("the name of a filter");
            var filter = FilterTable.Find(name) ?? throw new JinjaException(FilterTable.Missing(name), place);
            value = new FilterExpression(value, filter, tokens.Current.IsOperator("(") ? _arguments.Parse() : CallArguments.None, place);
        }

        return value;
    }

    /// <summary>A call, taken apart.</summary>
    public (Expression Callee, CallArguments Arguments) ParseCall()
    {
        var callee = _literals.Parse();
        while (true)
        {
            if (tokens.Current.IsOperator("("))
            {
                var place = tokens.Current.Place;
                var arguments = _arguments.Parse();
                if (!tokens.Current.IsOperator(".") && !tokens.Current.IsOperator("[") && !tokens.Current.IsOperator("("))
                {
                    return (callee, arguments);
                }

                callee = new CallExpression(callee, arguments, place);
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
                    operand = ParseCallOf(operand);
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
                operand = ParseFilters(operand, startsWithName: false);
            }
            else if (tokens.AcceptName("is"))
            {
                operand = ParseTest(operand);
            }
            else if (tokens.Current.IsOperator("("))
            {
                operand = ParseCallOf(operand);
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
        var place = tokens.Current.Place;
        var name = ParseDottedName("the name of a test");
        var predicate = PredicateTable.Find(name) ?? throw new JinjaException(PredicateTable.Missing(name), place);
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

            arguments = arguments with { Positional = [ParsePostfix(_literals.Parse())] };
        }

        var test = new TestExpression(operand, predicate, arguments, place);
        return isNegated ? new NotExpression(test, place) : test;
    }

    private CallExpression ParseCallOf(Expression callee)
    {
        var place = tokens.Current.Place;
        return new(callee, _arguments.Parse(), place);
    }

    private bool StartsArgument() => tokens.Current.Kind switch
    {
        TokenKind.Name => tokens.Current.Text is not ("else" or "or" or "and"),
        TokenKind.String or TokenKind.Integer or TokenKind.Float => true,
        _ => tokens.Current.IsOperator("[") || tokens.Current.IsOperator("{"),
    };

    private Expression ParseSubscript(Expression owner)
    {
        var place = tokens.Next.Place;
        if (tokens.AcceptOperator("."))
        {
            return tokens.Current.Kind == TokenKind.Integer
                ? new ItemExpression(owner, _literals.Parse(), place)
                : new AttributeExpression(owner, tokens.Expect(TokenKind.Name, "a name").Text, place);
        }

        tokens.ExpectOperator("[");
        if (tokens.AcceptOperator("]"))
        {
            // Jinja2 takes this for the empty tuple as key.
            return new ItemExpression(owner, new ListExpression([], isTuple: true, place), place);
        }

        var start = tokens.Current.IsOperator(":") ? null : expressions.Parse();
        Expression subscript = start is null || tokens.Current.IsOperator(":")
            ? ParseSlice(owner, start, place)
            : new ItemExpression(owner, ParseRestOfKey(start, place), place);
        tokens.ExpectOperator("]");
        return subscript;
    }

    private SliceExpression ParseSlice(Expression owner, Expression? start, Place place)
    {
        tokens.ExpectOperator(":");
        var stop = ParseBound();
        var step = tokens.AcceptOperator(":") ? ParseBound() : null;
        return new(owner, start, stop, step, place);
    }

    /// <summary>As in Python, several keys make one: a tuple.</summary>
    private Expression ParseRestOfKey(Expression first, Place place)
    {
        var keys = new List<Expression> { first };
        while (tokens.AcceptOperator(","))
        {
            keys.Add(expressions.Parse());
        }

        return keys.Count == 1 ? first : new ListExpression(keys, isTuple: true, place);
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
}
