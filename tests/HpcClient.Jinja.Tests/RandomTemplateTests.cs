using CsCheck;

namespace HpcClient.Jinja.Tests;

public sealed class RandomTemplateTests
{
    private static readonly string[] Pieces =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "{{-", "-}}", "{%+", "+%}", " if ", " else ", " elif ", " endif ", " for ", " in ", " endfor ",
        " set ", " endset ", " macro ", " endmacro ", " raw ", " endraw ", " call ", " filter ", " with ", " is ", " not ", " and ", " or ", " recursive ",
        "x", "job", "loop", "ns", "range(3)", "namespace(a=1)", ".a", ".b", "[", "]", "(", ")", "{", "}", ",", ":", "=", "==", "<", "|", "~", "+", "-", "*", "**", "/", "//", "%",
        "1", "2.5", "0", "'s'", "\"%d\"", "'{}'", "none", "true", "default", "upper", "int", "join", "map", "select", "sort", "tojson", "format", "defined", "odd", "\n", " ", "é", "\\", "'", "😀", "\u0301",
    ];

    private static readonly string[] Operands =
        ["1", "0", "-3", "2.5", "10 ** 20", "'text'", "'%s %d'", "'{:>5}'", "''", "none", "true", "[1, 'a', none]", "[3, 1, 2]", "(1, 2)", "{'a': 1}", "nope", "range(4)", "dict", "namespace(a=1)"];

    private static readonly string[] Suffixes =
    [
        "upper", "int", "float", "round", "round(-3)", "abs", "join(',')", "sort", "unique", "list", "length", "first", "last", "sum", "min", "max", "batch(2)", "slice(2)", "tojson", "title",
        "replace('t', 1)", "truncate(4)", "indent", "center(9)", "reverse", "map('int')", "select('odd')", "groupby(0)", "dictsort", "items", "format(1)", "filesizeformat", "urlencode", "wordcount", "trim",
    ];

    private static readonly string[] Operators = ["+", "-", "*", "/", "//", "%", "**", "~", "==", "<", ">=", "in", "not in", "and", "or"];

    private static readonly Dictionary<string, JinjaValue> Values = new()
    {
        ["x"] = JinjaValue.Of(["a", "b"]),
        ["job"] = JinjaValue.Of(new Dictionary<string, JinjaValue> { ["a"] = JinjaValue.Of(5), ["b"] = JinjaValue.Of("text") }),
    };

    [Fact]
    public void Random_text_is_rendered_or_refused_but_never_breaks() =>
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 25].Select(string.Concat).Sample(EndsWell, iter: 20_000);

    [Fact]
    public void Random_expressions_are_rendered_or_refused_but_never_break() =>
        Gen.Select(Gen.Int[0, Operands.Length - 1].Select(i => Operands[i]), Gen.Int[0, Suffixes.Length - 1].Select(i => Suffixes[i]), Gen.Int[0, Operators.Length - 1].Select(i => Operators[i]), Gen.Int[0, Operands.Length - 1].Select(i => Operands[i]), Gen.Int[0, Suffixes.Length - 1].Select(i => Suffixes[i]))
            .Select((a, f, sign, b, g) => $"{{{{ ({a}|{f}) {sign} {b}|{g} }}}}{{{{ {a} {sign} {b} }}}}{{{{ ({a})[{b}] }}}}{{{{ ({a})[{b}:{a}] }}}}")
            .Sample(EndsWell, iter: 20_000);

    private static bool EndsWell(string template)
    {
        if (JinjaTemplate.TryParse(template, out var parsed, out var fault))
        {
            parsed.TryRender(Values, out _, out fault, new() { MaxSteps = 10_000, MaxOutputCharacters = 10_000 });
        }

        return fault is null || fault is { Line: > 0, Column: > 0, Message.Length: > 0 };
    }
}
