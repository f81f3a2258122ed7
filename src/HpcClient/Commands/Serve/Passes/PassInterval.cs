namespace HpcClient.Commands.Serve.Passes;

/// <summary>
/// How long to wait between two passes: short while something happens, longer and longer while nothing does or somebody is
/// away, and never so short that we would take up much of a slow scheduler's time.
/// </summary>
/// <param name="Shortest">The wait while something happens.</param>
/// <param name="Longest">The wait that it grows to.</param>
internal sealed record PassInterval(TimeSpan Shortest, TimeSpan Longest)
{
    /// <summary>
    /// Longest time between the starts of two passes while jobs wait in the queue. The site's orphan scan takes a job for
    /// dead after 100 seconds (older sites: 300) without a heartbeat.
    /// </summary>
    public static readonly TimeSpan HeartbeatBound = TimeSpan.FromSeconds(90);

    /// <summary>The wait is at least this many times as long as the scheduler took to answer.</summary>
    public const int ShareOfScheduler = 10;

    private const double IdleGrowth = 1.5;
    private const double AwayGrowth = 2;
    private static readonly TimeSpan DefaultShortest = TimeSpan.FromSeconds(5);

    /// <summary>Waits that grow to <paramref name="longest"/>.</summary>
    public static PassInterval UpTo(TimeSpan longest) => new(Min(DefaultShortest, longest), longest);

    /// <summary>The wait after a pass.</summary>
    /// <param name="previous">The wait before it; zero for the first.</param>
    /// <param name="facts">What it found.</param>
    public TimeSpan After(TimeSpan previous, PassFacts facts)
    {
        var wait = facts switch
        {
            { Away: true } => Grow(previous, AwayGrowth),
            { Happened: true } or { AtEdge: true } => Shortest,
            _ => Grow(previous, IdleGrowth),
        };
        wait = Min(Longest, Max(wait, facts.SlowestAnswer * ShareOfScheduler));
        return facts.NeedHeartbeats ? Min(wait, Max(Shortest, HeartbeatBound - facts.Took)) : wait;
    }

    private TimeSpan Grow(TimeSpan previous, double factor) => Min(Longest, Max(Shortest, previous * factor));

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
