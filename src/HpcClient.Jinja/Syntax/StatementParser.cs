using HpcClient.Jinja.Tree;

namespace HpcClient.Jinja.Syntax;

/// <summary>Parses what stands between <c>{%</c> and <c>%}</c>.</summary>
internal sealed class StatementParser(TokenStream tokens, Parser parser)
{
    private readonly TargetParser _targets = new(tokens);

    public ExpressionParser Expressions { get; } = new(tokens);

    /// <summary>One statement, without its closing <c>%}</c>.</summary>
    public Statement Parse()
    {
        var line = tokens.Current.Line;
        var keyword = tokens.Expect(TokenKind.Name, "the name of a statement").Text;
        return keyword switch
        {
            "if" => ParseIf(line),
            "for" => ParseFor(line),
            "set" => ParseSet(line),
            "macro" => new MacroStatement(ParseMacro(), line),
            "call" => ParseCall(line),
            "filter" => new FilterBlockStatement(Expressions.ParseFilterNames(), parser.ParseBlock("endfilter"), line),
            "with" => ParseWith(line),
            "block" => ParseNamedBlock(line),
            "print" => ParsePrint(line),
            "include" or "import" or "from" or "extends" => throw Fault($"'{keyword}' needs other template files, which a template of the settings has not", line),
            "do" or "break" or "continue" or "trans" or "autoescape" => throw Fault($"the statement '{keyword}' belongs to an extension of Jinja2 that is not switched on", line),
            _ when keyword.StartsWith("end", StringComparison.Ordinal) || keyword is "elif" or "else" =>
                throw Fault($"'{{% {keyword} %}}' closes or continues nothing that is open here", line),
            _ => throw Fault($"there is no statement '{keyword}'", line),
        };
    }

    private IfStatement ParseIf(int line)
    {
        var branches = new List<(Expression, Body, int)>();
        var branchLine = line;
        while (true)
        {
            var condition = Expressions.ParseTuple(withCondition: false);
            tokens.Expect(TokenKind.BlockEnd, "'%}'");
            branches.Add((condition, parser.ParseBody("elif", "else", "endif"), branchLine));
            branchLine = tokens.Current.Line;
            switch (tokens.Take().Text)
            {
                case "elif":
                    continue;
                case "else":
                    return new(branches, parser.ParseBlock("endif"), line);
                default:
                    return new(branches, Body.Empty, line);
            }
        }
    }

    private ForStatement ParseFor(int line)
    {
        var target = _targets.Parse();
        tokens.ExpectName("in");
        var items = Expressions.ParseTuple(withCondition: false);
        var condition = tokens.AcceptName("if") ? Expressions.Parse() : null;
        var isRecursive = tokens.AcceptName("recursive");
        tokens.Expect(TokenKind.BlockEnd, "'%}'");
        var rounds = parser.ParseBody("else", "endfor");
        var otherwise = tokens.Take().Text == "else" ? parser.ParseBlock("endfor") : Body.Empty;
        return new(target, items, condition, (rounds, otherwise), isRecursive, line);
    }

    private Statement ParseSet(int line)
    {
        var target = _targets.Parse(allowNamespace: true);
        if (tokens.AcceptOperator("="))
        {
            return new SetStatement(target, Expressions.ParseTuple(), line);
        }

        var filters = tokens.Current.IsOperator("|") ? Expressions.ParseFilters(null) : null;
        return new SetBlockStatement(target, filters, parser.ParseBlock("endset"), line);
    }

    private MacroDefinition ParseMacro()
    {
        var name = tokens.Expect(TokenKind.Name, "the name of the macro").Text;
        var parameters = ParseParameters();
        return new(name, parameters, parser.ParseBlock("endmacro"));
    }

    private List<(string, Expression?)> ParseParameters()
    {
        var parameters = new List<(string, Expression?)>();
        tokens.ExpectOperator("(");
        while (!tokens.AcceptOperator(")"))
        {
            if (parameters.Count > 0)
            {
                tokens.ExpectOperator(",");
            }

            var name = _targets.ParseName();
            var otherwise = tokens.AcceptOperator("=") ? Expressions.Parse() : null;
            if (otherwise is null && parameters.Count > 0 && parameters[^1].Item2 is not null)
            {
                throw tokens.Fault($"the parameter '{name}' without a default follows one that has a default");
            }

            parameters.Add((name, otherwise));
        }

        return parameters;
    }

    private CallBlockStatement ParseCall(int line)
    {
        var parameters = tokens.Current.IsOperator("(") ? ParseParameters() : [];
        var (callee, arguments) = Expressions.ParseCall();
        return new(callee, arguments, new("caller", parameters, parser.ParseBlock("endcall")), line);
    }

    private WithStatement ParseWith(int line)
    {
        var assignments = new List<(Target, Expression)>();
        while (tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (assignments.Count > 0)
            {
                tokens.ExpectOperator(",");
            }

            var target = _targets.Parse(single: true);
            tokens.ExpectOperator("=");
            assignments.Add((target, Expressions.Parse()));
        }

        return new(assignments, parser.ParseBlock("endwith"), line);
    }

    private WithStatement ParseNamedBlock(int line)
    {
        var name = tokens.Expect(TokenKind.Name, "the name of the block").Text;
        while (tokens.AcceptName("scoped") || tokens.AcceptName("required"))
        {
        }

        var body = parser.ParseBlock("endblock");
        tokens.AcceptName(name);
        return new([], body, line);
    }

    private OutputStatement ParsePrint(int line)
    {
        var parts = new List<Expression> { Expressions.Parse() };
        while (tokens.AcceptOperator(","))
        {
            parts.Add(Expressions.Parse());
        }

        return new(new ConcatExpression(parts), line);
    }

    private static JinjaException Fault(string message, int line) => new(new JinjaFault(message, line));
}
