namespace HpcClient.Commands.Serve.Status;

/// <summary>Calls to others, counted by kind and outcome.</summary>
internal sealed class CallCounts
{
    private readonly Dictionary<(string Partner, string Call, string Outcome), (long Count, double Seconds)> _calls = [];

    /// <summary>Counts one.</summary>
    public void Add(string partner, string call, string outcome, TimeSpan took)
    {
        var (count, seconds) = _calls.GetValueOrDefault((partner, call, outcome));
        _calls[(partner, call, outcome)] = (count + 1, seconds + took.TotalSeconds);
    }

    /// <summary>As they are now, in a fixed order.</summary>
    public IReadOnlyList<CallReading> Read() =>
        [.. _calls.OrderBy(c => c.Key).Select(c => new CallReading(c.Key.Partner, c.Key.Call, c.Key.Outcome, c.Value.Count, c.Value.Seconds))];
}
