namespace HpcClient.Commands.Serve.Status;

/// <summary>Durations, counted in buckets.</summary>
internal sealed class DurationCounts
{
    /// <summary>Upper bounds of the buckets, in seconds: from a pass that finds nothing to one that waits for every time-out.</summary>
    public static readonly IReadOnlyList<double> Bounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

    private readonly long[] _counts = new long[Bounds.Count];
    private long _count;
    private double _sum;

    /// <summary>Counts one.</summary>
    public void Add(TimeSpan duration)
    {
        _count++;
        _sum += duration.TotalSeconds;
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += duration.TotalSeconds <= Bounds[i] ? 1 : 0;
        }
    }

    /// <summary>As it is now.</summary>
    public DurationReading Read() => new([.. _counts], _count, _sum);
}
