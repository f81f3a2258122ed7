namespace HpcClient.Commands.Serve.Passes;

/// <summary>What the time until the next pass depends on.</summary>
internal sealed record PassFacts
{
    /// <summary>How long the pass took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Whether jobs were launched, refused, or changed their state.</summary>
    public bool Happened { get; init; }

    /// <summary>Whether jobs changed lately that will change again soon: just submitted, or over and not yet told.</summary>
    public bool AtEdge { get; init; }

    /// <summary>Whether site, scheduler or folder could not be used.</summary>
    public bool Away { get; init; }

    /// <summary>The slowest answer of the scheduler's.</summary>
    public TimeSpan SlowestAnswer { get; init; }

    /// <summary>Whether jobs wait in the queue: the site must hear of them before its orphan scan takes them for dead.</summary>
    public bool NeedHeartbeats { get; init; }
}
