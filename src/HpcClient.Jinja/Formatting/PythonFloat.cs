using System.Globalization;
using System.Numerics;

namespace HpcClient.Jinja.Formatting;

/// <summary>Floating-point numbers as Python writes them.</summary>
internal static class PythonFloat
{
    /// <summary>Most digits behind the point that a format may ask for.</summary>
    public const int MaxPrecision = 1000;

    /// <summary><c>repr(number)</c>: the fewest digits that read back as the same number.</summary>
    public static string Repr(double number)
    {
        if (!double.IsFinite(number))
        {
            return NotFinite(number);
        }

        var (sign, digits, exponent) = Shortest(number);
        if (exponent is < -4 or >= 16)
        {
            return sign + Scientific(digits, exponent, 'e');
        }

        return sign + (exponent < 0
            ? "0." + new string('0', -exponent - 1) + digits
            : digits.Length > exponent + 1
                ? digits[..(exponent + 1)] + "." + digits[(exponent + 1)..]
                : digits.PadRight(exponent + 1, '0') + ".0");
    }

    /// <summary><c>%.{precision}f</c>: the exact value, rounded half to even.</summary>
    public static string Fixed(double number, int precision)
    {
        if (!double.IsFinite(number))
        {
            return NotFinite(number);
        }

        var digits = Scaled(Math.Abs(number), precision).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        var text = precision == 0 ? digits : digits[..^precision] + "." + digits[^precision..];
        return (double.IsNegative(number) ? "-" : "") + text;
    }

    /// <summary><c>%.{precision}e</c></summary>
    public static string Exponential(double number, int precision)
    {
        if (!double.IsFinite(number))
        {
            return NotFinite(number);
        }

        var (digits, exponent) = Significant(Math.Abs(number), precision + 1);
        return (double.IsNegative(number) ? "-" : "") + Scientific(digits, exponent, 'e', keepZeros: true);
    }

    /// <summary><c>%.{precision}g</c></summary>
    public static string General(double number, int precision, bool keepZeros = false)
    {
        if (!double.IsFinite(number))
        {
            return NotFinite(number);
        }

        precision = Math.Max(1, precision);
        var (digits, exponent) = Significant(Math.Abs(number), precision);
        var text = exponent < -4 || exponent >= precision
            ? Scientific(keepZeros ? digits : Stripped(digits), exponent, 'e', keepZeros)
            : keepZeros ? Fixed(Math.Abs(number), precision - 1 - exponent) : WithoutZeros(Fixed(Math.Abs(number), precision - 1 - exponent));
        return (double.IsNegative(number) ? "-" : "") + text;
    }

    /// <summary><paramref name="number"/> rounded half to even at its exact value, as <c>round(number, precision)</c>.</summary>
    public static double Round(double number, int precision)
    {
        if (!double.IsFinite(number) || precision > 323)
        {
            return number;
        }

        if (precision >= 0)
        {
            return double.Parse(Fixed(number, precision), CultureInfo.InvariantCulture);
        }

        if (precision < -309)
        {
            return Math.CopySign(0, number);
        }

        var unit = BigInteger.Pow(10, -precision);
        var whole = DivideToEven(new BigInteger(Math.Floor(Math.Abs(number))) * 2 + (double.IsInteger(number) ? 0 : 1), unit * 2);
        return Math.CopySign((double)(whole * unit), number);
    }

    /// <summary><paramref name="dividend"/> / <paramref name="divisor"/>, both positive, rounded half to even.</summary>
    public static BigInteger DivideToEven(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        var half = (rest * 2).CompareTo(divisor);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    /// <summary>The exact value of a positive number times 10^<paramref name="precision"/>, rounded half to even.</summary>
    private static BigInteger Scaled(double number, int precision)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7ff);
        BigInteger mantissa = bits & 0xfffffffffffffL;
        (mantissa, exponent) = exponent == 0 ? (mantissa, -1074) : (mantissa + (1L << 52), exponent - 1075);
        var dividend = mantissa * BigInteger.Pow(10, Math.Max(precision, 0)) * BigInteger.Pow(2, Math.Max(exponent, 0));
        var divisor = BigInteger.Pow(2, Math.Max(-exponent, 0)) * BigInteger.Pow(10, Math.Max(-precision, 0));
        return DivideToEven(dividend, divisor);
    }

    private static (string Digits, int Exponent) Significant(double number, int count)
    {
        if (number == 0)
        {
            return (new('0', count), 0);
        }

        // The estimate may be one off either way: rounding can also add a digit.
        var exponent = (int)Math.Floor(Math.Log10(number));
        for (var at = exponent + 1; at >= exponent - 1; at--)
        {
            var digits = Scaled(number, count - 1 - at).ToString(CultureInfo.InvariantCulture);
            if (digits.Length == count && digits[0] != '0')
            {
                return (digits, at);
            }
        }

        return ("1" + new string('0', count - 1), exponent + 1);
    }

    private static (string Sign, string Digits, int Exponent) Shortest(double number)
    {
        var parts = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        var exponent = (point < 0 ? digits.Length : point) - 1 - (digits.Length - significant.Length)
            + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        var sign = double.IsNegative(number) ? "-" : "";
        return significant.Length == 0 ? (sign, "0", 0) : (sign, significant.TrimEnd('0'), exponent);
    }

    private static string Scientific(string digits, int exponent, char letter, bool keepZeros = false)
    {
        var fraction = keepZeros ? digits[1..] : Stripped(digits)[1..];
        return $"{digits[0]}{(fraction.Length > 0 ? "." : "")}{fraction}{letter}{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string Stripped(string digits) => digits[0] + digits[1..].TrimEnd('0');

    private static string WithoutZeros(string text) =>
        text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;

    private static string NotFinite(double number) => double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
}
