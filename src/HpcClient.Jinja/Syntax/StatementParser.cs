using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Tree;

namespace HpcClient.Jinja.Syntax;

/// <summary>Parses what stands between <c>{%</c> and <c>%}</c>.</summary>
internal sealed class StatementParser(TokenStream tokens, Parser parser)
{
    private static readonly string[] Keywords = ["if", "for", "set", "macro", "call", "filter", "with", "block", "print", "raw", "endraw"];

    private readonly TargetParser _targets = new(tokens);

    public ExpressionParser Expressions { get; } = new(tokens);

    /// <summary>One statement, without its closing <c>%}</c>.</summary>
    public Statement Parse()
    {
        var place = tokens.Current.Place;
        var keyword = tokens.Expect(TokenKind.Name, "the name of a statement").Text;
        return keyword switch
        {
            "if" => ParseIf(place),
            "for" => ParseFor(place),
            "set" => ParseSet(place),
            "macro" => new MacroStatement(ParseMacro(), place),
            "call" => ParseCall(place),
            "filter" => new FilterBlockStatement(Expressions.ParseBlockFilters(startsWithName: true), parser.ParseBlock("endfilter"), place),
            "with" => ParseWith(place),
            "block" => ParseNamedBlock(place),
            "print" => ParsePrint(place),
            "include" or "import" or "from" or "extends" => throw Fault($"'{keyword}' needs other template files, which a template of the settings has not", place),
            "do" or "break" or "continue" or "trans" or "debug" => throw Fault($"the statement '{keyword}' belongs to an extension of Jinja2 that is not switched on", place),
            "autoescape" => new AutoEscapeStatement(Expressions.Parse(), parser.ParseBlock("endautoescape"), place),
            _ when keyword.StartsWith("end", StringComparison.Ordinal) || keyword is "elif" or "else" =>
                throw Fault($"'{{% {keyword} %}}' closes or continues nothing that is open here", place),
            _ => throw Fault($"there is no statement '{keyword}'{Nearest.Hint(keyword, Keywords)}", place),
        };
    }

    private IfStatement ParseIf(Place place)
    {
        var branches = new List<(Expression, Body)>();
        while (true)
        {
            var condition = Expressions.ParseTuple(withCondition: false);
            tokens.Expect(TokenKind.BlockEnd, "'%}'");
            branches.Add((condition, parser.ParseBody("elif", "else", "endif")));
            switch (tokens.Take().Text)
            {
                case "elif":
                    continue;
                case "else":
                    return new(branches, parser.ParseBlock("endif"), place);
                default:
                    return new(branches, Body.Empty, place);
            }
        }
    }

    private ForStatement ParseFor(Place place)
    {
        var target = _targets.ParseForLoop();
        tokens.ExpectName("in");
        var items = Expressions.ParseTuple(withCondition: false);
        var condition = tokens.AcceptName("if") ? Expressions.Parse() : null;
        var isRecursive = tokens.AcceptName("recursive");
        tokens.Expect(TokenKind.BlockEnd, "'%}'");
        var rounds = parser.ParseBody("else", "endfor");
        var otherwise = tokens.Take().Text == "else" ? parser.ParseBlock("endfor") : Body.Empty;
        return new(target, items, condition, new(rounds, otherwise, isRecursive), place);
    }

    private Statement ParseSet(Place place)
    {
        var target = _targets.Parse(allowNamespace: true);
        if (tokens.AcceptOperator("="))
        {
            return new SetStatement(target, Expressions.ParseTuple(), place);
        }

        var filters = tokens.Current.IsOperator("|") ? Expressions.ParseBlockFilters(startsWithName: false) : null;
        return new SetBlockStatement(target, filters, parser.ParseBlock("endset"), place);
    }

    private MacroDefinition ParseMacro()
    {
        var name = tokens.Expect(TokenKind.Name, "the name of the macro").Text;
        var parameters = ParseParameters();
        return ParseMacroBody(name, parameters, "endmacro");
    }

    /// <summary>The text of a macro or call block, with note of the special names that it refers to.</summary>
    private MacroDefinition ParseMacroBody(string name, List<(string, Expression?)> parameters, string end)
    {
        var around = Expressions.SpecialNames;
        Expressions.SpecialNames = [];
        var body = parser.ParseBlock(end);
        var uses = Expressions.SpecialNames;
        Expressions.SpecialNames = [.. around, .. uses];
        return new(name, parameters, uses, body);
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

            var place = tokens.Current.Place;
            var name = _targets.ParseName();
            if (parameters.Exists(p => p.Item1 == name))
            {
                throw Fault($"the parameter '{name}' is there twice", place);
            }

            var otherwise = tokens.AcceptOperator("=") ? Expressions.Parse() : null;
            if (otherwise is null && parameters.Count > 0 && parameters[^1].Item2 is not null)
            {
                throw tokens.Fault($"the parameter '{name}' without a default follows one that has a default");
            }

            if (name == "caller" && otherwise is null)
            {
                throw Fault("the parameter 'caller' must have a default", place);
            }

            parameters.Add((name, otherwise));
        }

        return parameters;
    }

    private CallBlockStatement ParseCall(Place place)
    {
        var parameters = tokens.Current.IsOperator("(") ? ParseParameters() : [];
        var (callee, arguments) = Expressions.ParseCall();
        return new(callee, arguments, ParseMacroBody("caller", parameters, "endcall"), place);
    }

    private WithStatement ParseWith(Place place)
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

        return new(assignments, parser.ParseBlock("endwith"), place);
    }

    private BlockStatement ParseNamedBlock(Place place)
    {
        var name = tokens.Expect(TokenKind.Name, "the name of the block").Text;
        if (parser.Blocks.ContainsKey(name))
        {
            throw Fault($"the block '{name}' is there twice", place);
        }

        var isScoped = tokens.AcceptName("scoped");
        var isRequired = tokens.AcceptName("required");
        var body = parser.ParseBlock("endblock");
        if (isRequired && !body.IsBlank)
        {
            throw Fault($"the required block '{name}' may hold nothing but whitespace and comments", place);
        }

        tokens.AcceptName(name);
        return parser.Blocks[name] = new(body, isScoped, isRequired, place);
    }

    private OutputStatement ParsePrint(Place place)
    {
        var parts = new List<Expression>();
        while (tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (parts.Count > 0)
            {
                tokens.ExpectOperator(",");
            }

            parts.Add(Expressions.Parse());
        }

        return new(new ConcatExpression(parts, place), place);
    }

    private static JinjaException Fault(string message, Place place) => new(message, place);
}
