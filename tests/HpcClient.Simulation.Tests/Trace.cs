using System.Globalization;

namespace HpcClient.Simulation.Tests;

/// <summary>What happened in a schedule, one line each; kept only where somebody is to read it.</summary>
internal sealed class Trace(VirtualTime time, bool isKept)
{
    private readonly List<string> _lines = [];

    public bool IsKept => isKept;

    public IReadOnlyList<string> Lines => _lines;

    public void Say(string who, string what)
    {
        if (isKept)
        {
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{time.Now:HH:mm:ss.fff} {who,-9} {what}"));
        }
    }
}
