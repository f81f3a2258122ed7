using System.Numerics;
using HpcClient.Jinja.Filters;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Predicates;

/// <summary>All tests by name.</summary>
internal static class PredicateTable
{
    /// <summary>The test of this name, or null.</summary>
    public static Predicate? Find(string name) => name switch
    {
        "defined" => (_, v, _) => v is not UndefinedValue,
        "undefined" => (_, v, _) => v is UndefinedValue,
        "none" => (_, v, _) => v is NoneValue,
        "boolean" => (_, v, _) => v is BoolValue,
        "true" => (_, v, _) => v is BoolValue { Value: true },
        "false" => (_, v, _) => v is BoolValue { Value: false },
        "integer" => (_, v, _) => v is IntegerValue,
        "float" => (_, v, _) => v is FloatValue,
        "number" => (_, v, _) => v is IntegerValue or FloatValue or BoolValue,
        "string" => (_, v, _) => v is StringValue,
        "mapping" => (_, v, _) => v is MapValue,
        "sequence" => (_, v, _) => v is StringValue or ListValue or MapValue or UndefinedValue,
        "iterable" => (_, v, _) => v.Items() is not null,
        "callable" => (_, v, _) => v is CallableValue or UndefinedValue,
        "odd" => (_, v, _) => !Rest(v, 2).IsZero,
        "even" => (_, v, _) => Rest(v, 2).IsZero,
        "divisibleby" => (_, v, a) => Rest(v, Whole(a.Bind(name, "num").Required(0))).IsZero,
        "lower" => (s, v, _) => Cased(s.Text(v), char.IsLower, char.IsUpper),
        "upper" => (s, v, _) => Cased(s.Text(v), char.IsUpper, char.IsLower),
        "eq" or "equalto" or "==" => Compare("=="),
        "ne" or "!=" => Compare("!="),
        "lt" or "lessthan" or "<" => Compare("<"),
        "le" or "<=" => Compare("<="),
        "gt" or "greaterthan" or ">" => Compare(">"),
        "ge" or ">=" => Compare(">="),
        "in" => Compare("in"),
        "sameas" => (_, v, a) => Same(v, a.Bind(name, "other").Required(0)),
        "escaped" => (_, _, _) => false,
        "filter" => (s, v, _) => FilterTable.Find(s.Text(v)) is not null,
        "test" => (s, v, _) => Find(s.Text(v)) is not null,
        _ => null,
    };

    private static Predicate Compare(string sign) =>
        (state, value, arguments) => Comparison.Holds(sign, value, arguments.Bind("this test", "other").Required(0), state.Budget);

    private static bool Same(JinjaValue left, JinjaValue right) =>
        ReferenceEquals(left, right) || (left.TypeName == right.TypeName && left is BoolValue or IntegerValue or StringValue && left.Equals(right));

    private static bool Cased(string text, Func<char, bool> wanted, Func<char, bool> unwanted) => text.Any(wanted) && !text.Any(unwanted);

    private static BigInteger Rest(JinjaValue value, BigInteger by) =>
        by.IsZero ? throw new JinjaException("division by zero") : Whole(value) % by;

    private static BigInteger Whole(JinjaValue value) => value is UndefinedValue undefined ? throw undefined.Fault()
        : Numbers.TryInteger(value, out var number) ? number
        : throw new JinjaException($"this test needs a whole number, not a value of type '{value.TypeName}'");
}
