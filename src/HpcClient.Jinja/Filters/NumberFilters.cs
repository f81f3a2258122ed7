using System.Numerics;
using HpcClient.Jinja.Formatting;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Filters;

/// <summary>Filters that make or change numbers.</summary>
internal static class NumberFilters
{
    private static readonly string[] DecimalUnits = ["Bytes", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
    private static readonly string[] BinaryUnits = ["Bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];

    public static Filter? Find(string name) => name switch
    {
        "int" => Int,
        "float" => Float,
        "abs" => (_, value, a) => a.Bind(name) is not null ? Abs(value) : value,
        "round" => Round,
        "filesizeformat" => FileSize,
        _ => null,
    };

    private static JinjaValue Int(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("int", "default", "base");
        var otherwise = given[0] ?? JinjaValue.Of(0);
        switch (value)
        {
            case UndefinedValue undefined:
                throw undefined.Fault();
            case StringValue text:
                return NumberText.Integer(text.Value, given.Integer(1, 10)) is { } whole ? new IntegerValue(whole)
                    : NumberText.Float(text.Value) is { } fraction ? Whole(fraction, otherwise)
                    : otherwise;
            case FloatValue f:
                return Whole(f.Value, otherwise);
        }

        return Numbers.TryInteger(value, out var number) ? new IntegerValue(number) : otherwise;
    }

    private static JinjaValue Whole(double number, JinjaValue otherwise) =>
        double.IsInfinity(number) ? throw new JinjaException("an infinite number cannot be made whole")
        : double.IsNaN(number) ? otherwise
        : new IntegerValue(new BigInteger(number));

    private static JinjaValue Float(RenderState state, JinjaValue value, Arguments arguments)
    {
        var otherwise = arguments.Bind("float", "default")[0] ?? JinjaValue.Of(0.0);
        return value switch
        {
            UndefinedValue undefined => throw undefined.Fault(),
            StringValue text => NumberText.Float(text.Value) is { } parsed ? JinjaValue.Of(parsed) : otherwise,
            _ => Numbers.TryInteger(value, out var whole) ? JinjaValue.Of(Numbers.Float(whole)) : value is FloatValue ? value : otherwise,
        };
    }

    private static JinjaValue Abs(JinjaValue value) => Numbers.TryInteger(value, out var whole)
        ? new IntegerValue(BigInteger.Abs(whole))
        : JinjaValue.Of(Math.Abs(Fraction(value, "abs")));

    private static JinjaValue Round(RenderState state, JinjaValue value, Arguments arguments)
    {
        var given = arguments.Bind("round", "precision", "method");
        var precision = given.IntegerOrNone(0, 0);
        var method = given.TextOrNull(1) ?? "common";
        var number = Fraction(value, "round");
        if (method == "common")
        {
            if (given[0] is NoneValue)
            {
                return Whole(PythonFloat.Round(number, 0), value);
            }

            return Numbers.TryInteger(value, out var whole)
                ? new IntegerValue(precision >= 0 ? whole : RoundWhole(whole, precision))
                : JinjaValue.Of(PythonFloat.Round(number, precision));
        }

        var unit = Math.Pow(10, precision);
        return method switch
        {
            "ceil" => JinjaValue.Of(Math.Ceiling(number * unit) / unit),
            "floor" => JinjaValue.Of(Math.Floor(number * unit) / unit),
            _ => throw new JinjaException("the method of round is 'common', 'ceil' or 'floor'"),
        };
    }

    private static BigInteger RoundWhole(BigInteger number, int precision)
    {
        if (precision < -5000)
        {
            return 0;
        }

        var unit = BigInteger.Pow(10, -precision);
        return PythonFloat.DivideToEven(BigInteger.Abs(number), unit) * unit * number.Sign;
    }

    private static JinjaValue FileSize(RenderState state, JinjaValue value, Arguments arguments)
    {
        var binary = arguments.Bind("filesizeformat", "binary").Flag(0);
        var size = value is StringValue text ? NumberText.Float(text.Value) ?? throw NoNumber(value, "filesizeformat")
            : Numbers.TryInteger(value, out var whole) ? Numbers.Float(whole)
            : Fraction(value, "filesizeformat");
        if (!double.IsFinite(size))
        {
            throw NoNumber(value, "filesizeformat");
        }

        var (step, units) = binary ? (1024, BinaryUnits) : (1000, DecimalUnits);
        if (size < step)
        {
            return JinjaValue.Of(size == 1 ? "1 Byte" : $"{new BigInteger(size)} Bytes");
        }

        // Compared as whole numbers: 10 to the 24th has no exact floating-point number.
        var unit = 1;
        while (unit < units.Length - 1 && new BigInteger(size) >= BigInteger.Pow(step, unit + 1))
        {
            unit++;
        }

        return JinjaValue.Of($"{PythonFloat.Fixed(step * size / (double)BigInteger.Pow(step, unit + 1), 1)} {units[unit]}");
    }

    private static double Fraction(JinjaValue value, string filter) => value is UndefinedValue undefined ? throw undefined.Fault()
        : Numbers.TryFloat(value, out var number) ? number
        : throw NoNumber(value, filter);

    private static JinjaException NoNumber(JinjaValue value, string filter) =>
        new($"the filter {filter} needs a number, not a value of type '{value.TypeName}'");
}
