using HpcClient.Jinja.Filters;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Predicates;

/// <summary>All tests by name.</summary>
internal static class PredicateTable
{
    /// <summary>The names of all tests.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "boolean", "callable", "defined", "divisibleby", "eq", "equalto", "escaped", "even", "false", "filter", "float", "ge", "greaterthan", "gt", "in", "integer",
        "iterable", "le", "lessthan", "lower", "lt", "mapping", "ne", "none", "number", "odd", "sameas", "sequence", "string", "test", "true", "undefined", "upper",
    ];

    /// <summary>Why there is no test of this name.</summary>
    public static string Missing(string name) => $"there is no test '{name}'{Nearest.Hint(name, Names)}";

    /// <summary>The test of this name, or null.</summary>
    public static Predicate? Find(string name) => Alone(name) is { } alone
        ? (state, value, arguments) => arguments.Bind(name) is not null && alone(state, value)
        : name switch
        {
            "divisibleby" => (s, v, a) => Rest(v, a.Bind(name, "num").Required(0), s).Equals(JinjaValue.Of(0)),
            "eq" or "equalto" or "==" => Compare("=="),
            "ne" or "!=" => Compare("!="),
            "lt" or "lessthan" or "<" => Compare("<"),
            "le" or "<=" => Compare("<="),
            "gt" or "greaterthan" or ">" => Compare(">"),
            "ge" or ">=" => Compare(">="),
            "in" => Compare("in"),
            "sameas" => (_, v, a) => Same(v, a.Bind(name, "other").Required(0)),
            _ => null,
        };

    /// <summary>Tests that need nothing beside the value.</summary>
    private static Func<RenderState, JinjaValue, bool>? Alone(string name) => name switch
    {
        "defined" => (_, v) => v is not UndefinedValue,
        "undefined" => (_, v) => v is UndefinedValue,
        "none" => (_, v) => v is NoneValue,
        "boolean" => (_, v) => v is BoolValue,
        "true" => (_, v) => v is BoolValue { Value: true },
        "false" => (_, v) => v is BoolValue { Value: false },
        "integer" => (_, v) => v is IntegerValue,
        "float" => (_, v) => v is FloatValue,
        "number" => (_, v) => v is IntegerValue or FloatValue or BoolValue,
        "string" => (_, v) => v is StringValue,
        "mapping" => (_, v) => v is MapValue,
        "sequence" => (_, v) => v.IsSequence,
        "iterable" => (_, v) => v.Items() is not null,
        "callable" => (_, v) => v.IsCallable,
        "odd" => (s, v) => Rest(v, JinjaValue.Of(2), s).Equals(JinjaValue.Of(1)),
        "even" => (s, v) => Rest(v, JinjaValue.Of(2), s).Equals(JinjaValue.Of(0)),
        "lower" => (s, v) => Cased(s.Text(v), char.IsLower, char.IsUpper),
        "upper" => (s, v) => Cased(s.Text(v), char.IsUpper, char.IsLower),
        "escaped" => (_, v) => v is StringValue { IsSafe: true },
        "filter" => (_, v) => v is StringValue s && FilterTable.Find(s.Value) is not null,
        "test" => (_, v) => v is StringValue s && Find(s.Value) is not null,
        _ => null,
    };

    private static Predicate Compare(string sign) =>
        (state, value, arguments) => Comparison.Holds(sign, value, arguments.Bind("this test", "other").Required(0), state.Budget);

    private static bool Same(JinjaValue left, JinjaValue right) =>
        ReferenceEquals(left, right) || (left.TypeName == right.TypeName && left is BoolValue or IntegerValue or StringValue && left.Equals(right));

    private static bool Cased(string text, Func<char, bool> wanted, Func<char, bool> unwanted) => text.Any(wanted) && !text.Any(unwanted);

    private static JinjaValue Rest(JinjaValue value, JinjaValue by, RenderState state) => value is StringValue text && !text.Value.Contains('%', StringComparison.Ordinal)
        ? throw new JinjaException("this test needs a number, not a string; the filter |int makes one")
        : Operators.Apply("%", value, by, state.Budget);
}
