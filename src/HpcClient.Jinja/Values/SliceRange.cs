using System.Numerics;

namespace HpcClient.Jinja.Values;

/// <summary>The three numbers of <c>[start:stop:step]</c>; null where one is left out.</summary>
internal sealed record SliceRange(BigInteger? Start, BigInteger? Stop, BigInteger Step)
{
    /// <summary>The positions it selects among <paramref name="length"/> elements.</summary>
    public IEnumerable<int> Indexes(int length)
    {
        var (start, stop, step) = Bounds(length);
        for (long at = start; step > 0 ? at < stop : at > stop; at += step)
        {
            yield return (int)at;
        }
    }

    /// <summary>The three numbers among <paramref name="length"/> elements; the end may be -1, before the first.</summary>
    public (int Start, int Stop, int Step) Bounds(int length)
    {
        var step = (int)BigInteger.Clamp(Step, -int.MaxValue, int.MaxValue);
        return step == 0
            ? throw new JinjaException("the step of a slice must not be zero")
            : (Bound(Start, length, step > 0 ? 0 : length - 1, step), Bound(Stop, length, step > 0 ? length : -1, step), step);
    }

    private static int Bound(BigInteger? given, int length, int otherwise, int step)
    {
        if (given is not { } number)
        {
            return otherwise;
        }

        var at = number < 0 ? number + length : number;
        return (int)BigInteger.Clamp(at, step > 0 ? 0 : -1, step > 0 ? length : length - 1);
    }
}
