namespace HpcClient.Flywheel.Jobs;

/// <summary>A job's formula. A retried job's uris may name the job it retries: never take ids from here.</summary>
public sealed record JobRequest
{
    /// <summary>Image first, then <c>config.json</c>, then one per file.</summary>
    public IReadOnlyList<JobRequestInput>? Inputs { get; init; }

    /// <summary>What to run.</summary>
    public JobRequestTarget? Target { get; init; }

    /// <summary>Where outputs go.</summary>
    public IReadOnlyList<JobRequestInput>? Outputs { get; init; }
}
