namespace HpcClient.Casting.Sweeping;

/// <summary>What one sweep did.</summary>
public sealed record SweepReport
{
    /// <summary>Jobs that the scheduler took.</summary>
    public int Launched { get; init; }

    /// <summary>Jobs that were refused, with a message to their user.</summary>
    public int Rejected { get; init; }

    /// <summary>Jobs that were ours already.</summary>
    public int Skipped { get; init; }

    /// <summary>Jobs that could not be submitted now and wait for the next sweep.</summary>
    public int Waiting { get; init; }

    /// <summary>Why the sweep, or a part of it, could not be done; null when all went well. One sentence with the remedy.</summary>
    public SweepProblem? Problem { get; init; }

    /// <summary>The line that ends a sweep.</summary>
    public string Summary(TimeSpan runtime) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Launched {Launched}, rejected {Rejected}, skipped {Skipped} jobs. Runtime: {runtime.TotalMilliseconds:0} ms.");
}
