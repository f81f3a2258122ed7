using System.Numerics;

namespace HpcClient.Jinja.Values;

/// <summary>The attributes and methods of Python's numbers that a template may want.</summary>
internal static class NumberMethods
{
    /// <summary>The attribute of this name of <paramref name="number"/>; null when there is none.</summary>
    public static JinjaValue? Find(JinjaValue number, string name) => (name, number) switch
    {
        ("real" or "numerator", _) when Numbers.TryInteger(number, out var whole) => new IntegerValue(whole),
        ("real", _) => number,
        ("imag", FloatValue) => JinjaValue.Of(0.0),
        ("imag", _) => JinjaValue.Of(0),
        ("denominator", IntegerValue or BoolValue) => JinjaValue.Of(1),
        ("bit_length", _) when Numbers.TryInteger(number, out var whole) => Method(name, JinjaValue.Of((long)BigInteger.Abs(whole).GetBitLength())),
        ("is_integer", FloatValue f) => Method(name, JinjaValue.Of(double.IsInteger(f.Value))),
        ("conjugate", _) => Method(name, Numbers.TryInteger(number, out var whole) ? new IntegerValue(whole) : number),
        _ => null,
    };

    private static CallableValue Method(string name, JinjaValue result) => new(name, (_, arguments) =>
    {
        arguments.BindPositional(name);
        return result;
    });
}
