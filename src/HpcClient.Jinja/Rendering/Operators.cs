using System.Numerics;
using HpcClient.Jinja.Formatting;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Rendering;

/// <summary>What the arithmetic operators do, type by type.</summary>
internal static class Operators
{
    public static JinjaValue Apply(string sign, JinjaValue left, JinjaValue right, RenderBudget budget)
    {
        Refuse(left, right);
        return (sign, left, right) switch
        {
            ("+", StringValue a, StringValue b) => Concat(a, b, budget),
            ("+", ListValue a, ListValue b) when a.IsTuple == b.IsTuple => Concat(a, b, budget),
            ("+", StringValue, _) or ("+", _, StringValue) => throw new JinjaException(
                $"'+' cannot join '{left.TypeName}' and '{right.TypeName}'; '~' makes strings of both"),
            ("%", StringValue format, _) => PercentFormat.Apply(format, right, budget),
            ("*", StringValue or ListValue, _) when Numbers.TryInteger(right, out var count) => Repeat(left, count, budget),
            ("*", _, StringValue or ListValue) when Numbers.TryInteger(left, out var count) => Repeat(right, count, budget),
            _ when Numbers.TryInteger(left, out var x) && Numbers.TryInteger(right, out var y) => Whole(sign, x, y),
            _ when Numbers.TryFloat(left, out var x) && Numbers.TryFloat(right, out var y) => new FloatValue(
                (left is not FloatValue && double.IsInfinity(x)) || (right is not FloatValue && double.IsInfinity(y)) ? throw TooBig() : Fraction(sign, x, y)),
            _ => throw new JinjaException($"'{sign}' does not work between values of type '{left.TypeName}' and '{right.TypeName}'"),
        };
    }

    public static JinjaValue Negate(JinjaValue value, string sign)
    {
        Refuse(value, value);
        if (Numbers.TryInteger(value, out var whole))
        {
            return new IntegerValue(sign == "-" ? -whole : whole);
        }

        return value is FloatValue f
            ? new FloatValue(sign == "-" ? -f.Value : f.Value)
            : throw new JinjaException($"'{sign}' does not work on a value of type '{value.TypeName}'");
    }

    private static void Refuse(JinjaValue left, JinjaValue right)
    {
        if ((left as UndefinedValue ?? right as UndefinedValue) is { } undefined && left is not StringValue)
        {
            throw undefined.Fault();
        }
    }

    private static StringValue Concat(StringValue left, StringValue right, RenderBudget budget)
    {
        var isSafe = left.IsSafe || right.IsSafe;
        var (a, b) = isSafe ? (Html.Escape(left, budget), Html.Escape(right, budget)) : (left.Value, right.Value);
        budget.Make((long)a.Length + b.Length);
        return new(a + b, isSafe);
    }

    private static ListValue Concat(ListValue left, ListValue right, RenderBudget budget)
    {
        budget.Step(left.Elements.Count + right.Elements.Count);
        return new([.. left.Elements, .. right.Elements], left.IsTuple);
    }

    private static JinjaValue Repeat(JinjaValue value, BigInteger count, RenderBudget budget)
    {
        var times = (long)BigInteger.Clamp(count, 0, int.MaxValue);
        if (value is StringValue s)
        {
            budget.Make(s.Value.Length * times);
            return s.Value.Length == 0 ? s : s.With(new System.Text.StringBuilder().Insert(0, s.Value, (int)times).ToString());
        }

        var list = (ListValue)value;
        budget.Step(list.Elements.Count * times);
        var elements = list.Elements.Count == 0 ? [] : Enumerable.Repeat(list.Elements, (int)times).SelectMany(e => e).ToList();
        return new ListValue(elements, list.IsTuple);
    }

    private static JinjaValue Whole(string sign, BigInteger left, BigInteger right)
    {
        if (right.IsZero && sign is "/" or "//" or "%")
        {
            throw DivisionByZero();
        }

        return sign switch
        {
            "+" => new IntegerValue(left + right),
            "-" => new IntegerValue(left - right),
            "*" => new IntegerValue(left * right),
            "/" => new FloatValue(Quotient(left, right)),
            "//" => new IntegerValue((left - Modulo(left, right)) / right),
            "%" => new IntegerValue(Modulo(left, right)),
            _ => Power(left, right),
        };
    }

    private static double Quotient(BigInteger left, BigInteger right)
    {
        var quotient = (double)left / (double)right;
        return double.IsFinite(quotient) ? quotient : throw TooBig();
    }

    private static BigInteger Modulo(BigInteger left, BigInteger right)
    {
        var rest = left % right;
        return !rest.IsZero && rest.Sign != right.Sign ? rest + right : rest;
    }

    private static JinjaValue Power(BigInteger number, BigInteger exponent)
    {
        if (exponent.Sign < 0)
        {
            return new FloatValue(Fraction("**", (double)number, (double)exponent));
        }

        if (BigInteger.Abs(number) <= 1)
        {
            return new IntegerValue(exponent.IsZero ? 1 : number.Sign < 0 && exponent.IsEven ? 1 : number);
        }

        return exponent <= IntegerValue.MaxBits && (long)number.GetBitLength() * (long)exponent <= 2L * IntegerValue.MaxBits
            ? new IntegerValue(BigInteger.Pow(number, (int)exponent))
            : throw TooBig();
    }

    private static double Fraction(string sign, double left, double right)
    {
        if (right == 0 && sign is "/" or "//" or "%")
        {
            throw DivisionByZero();
        }

        if (sign == "**" && left == 0 && right < 0)
        {
            throw DivisionByZero();
        }

        var result = sign switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            "/" => left / right,
            "//" => Math.Floor((left - Modulo(left, right)) / right + 0.5),
            "%" => Modulo(left, right),
            _ => Math.Pow(left, right),
        };
        return sign == "**" && !double.IsFinite(result) && double.IsFinite(left) && double.IsFinite(right) ? throw TooBig() : result;
    }

    private static double Modulo(double left, double right)
    {
        var rest = left % right;
        return rest != 0 && double.IsNegative(rest) != double.IsNegative(right) ? rest + right : rest == 0 ? Math.CopySign(0, right) : rest;
    }

    private static JinjaException DivisionByZero() => new("division by zero");

    private static JinjaException TooBig() => new("a number is too big, or no real number");
}
