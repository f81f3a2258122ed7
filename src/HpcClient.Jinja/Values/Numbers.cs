using System.Numerics;

namespace HpcClient.Jinja.Values;

/// <summary>Numbers across their types: truth values count as 1 and 0.</summary>
internal static class Numbers
{
    /// <summary>The integer that <paramref name="value"/> is.</summary>
    public static bool TryInteger(JinjaValue value, out BigInteger number)
    {
        number = value switch
        {
            IntegerValue i => i.Value,
            BoolValue b => b.Value ? 1 : 0,
            _ => 0,
        };
        return value is IntegerValue or BoolValue;
    }

    /// <summary>Any number as a float; one too big becomes infinite.</summary>
    public static bool TryFloat(JinjaValue value, out double number)
    {
        number = value is FloatValue f ? f.Value : TryInteger(value, out var whole) ? (double)whole : 0;
        return value is FloatValue or IntegerValue or BoolValue;
    }

    /// <summary>The float nearest to <paramref name="whole"/>.</summary>
    /// <exception cref="JinjaException">It is too big for one.</exception>
    public static double Float(BigInteger whole) => (double)whole is var number && double.IsFinite(number)
        ? number
        : throw new JinjaException("a number is too big for one with a fraction");

    /// <summary>Equality of numbers; false when one of the two is none.</summary>
    public static bool AreEqual(JinjaValue? left, JinjaValue? right) =>
        left is not null && right is not null && TryCompare(left, right, out var sign) && sign == 0;

    /// <summary>Exact comparison of two numbers; false when one is none, or not a number at all (NaN).</summary>
    public static bool TryCompare(JinjaValue left, JinjaValue right, out int sign)
    {
        sign = 0;
        if (TryInteger(left, out var a) && TryInteger(right, out var b))
        {
            sign = a.CompareTo(b);
            return true;
        }

        if (!TryFloat(left, out var x) || !TryFloat(right, out var y) || double.IsNaN(x) || double.IsNaN(y))
        {
            return false;
        }

        sign = x.CompareTo(y);
        if (sign == 0 && left.TypeName != right.TypeName)
        {
            // Whole numbers that no float holds are still less than the infinity that stands for them.
            sign = !double.IsInfinity(x) ? Exact(left, x).CompareTo(Exact(right, y)) : TryInteger(left, out _) ? -Math.Sign(x) : Math.Sign(x);
        }

        return true;
    }

    /// <summary>A hash that equal numbers of different types share.</summary>
    public static int Hash(JinjaValue value)
    {
        if (TryInteger(value, out var whole))
        {
            return whole.GetHashCode();
        }

        TryFloat(value, out var number);
        return double.IsInteger(number) ? new BigInteger(number).GetHashCode() : number.GetHashCode();
    }

    private static BigInteger Exact(JinjaValue value, double number) => TryInteger(value, out var whole) ? whole : new BigInteger(number);
}
