using System.Globalization;
using System.Numerics;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Python's <c>range</c>: numbers that need no memory until they are asked for.</summary>
internal sealed class RangeValue(BigInteger start, BigInteger stop, BigInteger step) : JinjaValue
{
    private readonly BigInteger _count = BigInteger.Max(0, (stop - start + step - step.Sign) / step);

    internal override string TypeName => "range";

    internal override bool IsTrue => !_count.IsZero;

    internal override bool IsSequence => true;

    public override bool Equals(JinjaValue? other) => other is RangeValue range && range._count == _count
        && (_count.IsZero || (range.At(0).Equals(At(0)) && range.At(_count - 1).Equals(At(_count - 1))));

    public override int GetHashCode() => _count.IsZero ? 0 : HashCode.Combine(_count, start);

    /// <summary>The part that <paramref name="slice"/> selects.</summary>
    public RangeValue Part(SliceRange slice)
    {
        var (from, to, by) = slice.Bounds(Size());
        return new(start + (step * from), start + (step * to), step * by);
    }

    internal override void WriteRepr(BoundedText text) =>
        text.Append(string.Create(CultureInfo.InvariantCulture, $"range({start}, {stop}{(step.IsOne ? "" : $", {step}")})"));

    internal override int? Count() => Size();

    internal override bool? Contains(JinjaValue value) => Numbers.TryInteger(value, out var number)
        ? (number - start) % step == 0 && (number - start) / step is var at && at >= 0 && at < _count
        : value is FloatValue f ? double.IsInteger(f.Value) && Contains(new IntegerValue(new(f.Value))) == true : false;

    internal override IEnumerable<JinjaValue> Items()
    {
        for (var at = BigInteger.Zero; at < _count; at++)
        {
            yield return At(at);
        }
    }

    internal override IEnumerable<JinjaValue> Backwards()
    {
        for (var at = _count - 1; at >= 0; at--)
        {
            yield return At(at);
        }
    }

    internal override JinjaValue? Attribute(string name) => name switch
    {
        "start" => new IntegerValue(start),
        "stop" => new IntegerValue(stop),
        "step" => new IntegerValue(step),
        "count" => new CallableValue(name, (_, a) => Of(Contains(a.BindPositional(name, "value").Required(0)) == true ? 1 : 0)),
        "index" => new CallableValue(name, (_, a) => a.BindPositional(name, "value").Required(0) is var value && Contains(value) == true && Numbers.TryInteger(value, out var number)
            ? new IntegerValue((number - start) / step)
            : throw new JinjaException("the value is not in the range")),
        _ => null,
    };

    internal override JinjaValue? Item(JinjaValue key)
    {
        if (!Numbers.TryInteger(key, out var index))
        {
            return null;
        }

        var at = index < 0 ? index + _count : index;
        return at < 0 || at >= _count ? null : At(at);
    }

    private IntegerValue At(BigInteger index) => new(start + (step * index));

    private int Size() => _count <= int.MaxValue ? (int)_count : throw new JinjaException("a range is too long to be counted");
}
