using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Tree;

namespace HpcClient.Jinja.Syntax;

/// <summary>Parses the operators, loosest first; what they stand between is in <see cref="OperandParser"/>.</summary>
internal sealed class ExpressionParser
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private readonly TokenStream _tokens;
    private readonly OperandParser _operands;

    public ExpressionParser(TokenStream tokens)
    {
        _tokens = tokens;
        _operands = new(tokens, this);
    }

    /// <summary>One expression, with inline <c>if</c> unless told otherwise.</summary>
    public Expression Parse(bool withCondition = true)
    {
        StackGuard.Check();
        var value = ParseLogic("or", () => ParseLogic("and", ParseNot));
        while (withCondition && _tokens.Current.IsName("if"))
        {
            var place = _tokens.Take().Place;
            var condition = ParseLogic("or", () => ParseLogic("and", ParseNot));
            value = new ConditionalExpression(value, condition, _tokens.AcceptName("else") ? Parse() : null, place);
        }

        return value;
    }

    /// <summary>One expression, or several with commas between them, which make a tuple.</summary>
    public Expression ParseTuple(bool withCondition = true)
    {
        var place = _tokens.Current.Place;
        var elements = new List<Expression> { Parse(withCondition) };
        var isTuple = false;
        while (_tokens.AcceptOperator(","))
        {
            isTuple = true;
            if (EndsTuple())
            {
                break;
            }

            elements.Add(Parse(withCondition));
        }

        return isTuple ? new ListExpression(elements, isTuple: true, place) : elements[0];
    }

    /// <summary>The special names that were referred to since the set was put here.</summary>
    public HashSet<string> SpecialNames { get; set; } = [];

    /// <summary>The filters of the text of a block.</summary>
    public Expression ParseBlockFilters(bool startsWithName) => _operands.ParseFilters(new BlockTextExpression(_tokens.Current.Place), startsWithName);

    /// <summary>A call, as <c>{% call</c> needs one.</summary>
    public (Expression Callee, CallArguments Arguments) ParseCall() => _operands.ParseCall();

    /// <summary>What <c>**</c> binds: operands with their signs.</summary>
    public Expression ParsePower() => ParseBinary(["**"], () => _operands.ParseSigned());

    private bool EndsTuple() =>
        _tokens.Current.Kind is TokenKind.BlockEnd or TokenKind.OutputEnd || _tokens.Current.IsOperator(")") || _tokens.Current.IsName("recursive");

    private Expression ParseLogic(string keyword, Func<Expression> operand)
    {
        var left = operand();
        while (_tokens.Current.IsName(keyword))
        {
            var place = _tokens.Take().Place;
            left = new LogicExpression(keyword == "and", left, operand(), place);
        }

        return left;
    }

    private Expression ParseNot()
    {
        StackGuard.Check();
        var place = _tokens.Current.Place;
        return _tokens.AcceptName("not") ? new NotExpression(ParseNot(), place) : ParseComparison();
    }

    private Expression ParseComparison()
    {
        var first = ParseSum();
        var place = _tokens.Current.Place;
        var comparisons = new List<(string, Expression)>();
        while (Sign() is { } sign)
        {
            comparisons.Add((sign, ParseSum()));
        }

        return comparisons.Count == 0 ? first : new CompareExpression(first, comparisons, place);
    }

    private string? Sign()
    {
        if (_tokens.Current.Kind == TokenKind.Operator && Comparisons.Contains(_tokens.Current.Text))
        {
            return _tokens.Take().Text;
        }

        if (_tokens.AcceptName("in"))
        {
            return "in";
        }

        if (_tokens.Current.IsName("not") && _tokens.Next.IsName("in"))
        {
            _tokens.Take();
            _tokens.Take();
            return "not in";
        }

        return null;
    }

    private Expression ParseSum() => ParseBinary(["+", "-"], ParseConcat);

    private Expression ParseConcat()
    {
        var parts = new List<Expression> { ParseProduct() };
        var place = _tokens.Current.Place;
        while (_tokens.AcceptOperator("~"))
        {
            parts.Add(ParseProduct());
        }

        return parts.Count == 1 ? parts[0] : new ConcatExpression(parts, place);
    }

    private Expression ParseProduct() => ParseBinary(["*", "/", "//", "%"], ParsePower);

    private Expression ParseBinary(string[] signs, Func<Expression> operand)
    {
        var left = operand();
        while (_tokens.Current.Kind == TokenKind.Operator && signs.Contains(_tokens.Current.Text))
        {
            var sign = _tokens.Take();
            left = new ArithmeticExpression(sign.Text, left, operand(), sign.Place);
        }

        return left;
    }
}
