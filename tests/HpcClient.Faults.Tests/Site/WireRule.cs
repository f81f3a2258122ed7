using System.Text.RegularExpressions;

namespace HpcClient.Faults.Tests.Site;

/// <summary>Which calls meet a fault.</summary>
/// <param name="calls">Pattern of <see cref="WireCall.Name"/>.</param>
/// <param name="fault">What happens to them.</param>
/// <param name="times">How many of them; then it is over.</param>
internal sealed class WireRule(Regex calls, WireFault fault, int times)
{
    private int _taken;

    public WireFault Fault => fault;

    /// <summary>How often it happened.</summary>
    public int Happened => Math.Min(times, Volatile.Read(ref _taken));

    /// <summary>Whether it is this call's turn.</summary>
    public bool Takes(string call) => calls.IsMatch(call) && Interlocked.Increment(ref _taken) <= times;
}
