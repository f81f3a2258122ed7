namespace HpcClient.Scheduling.Observations;

/// <summary>Which jobs to look for.</summary>
public sealed record ObservationQuery
{
    /// <summary>Scheduler job ids that are known and not yet ended.</summary>
    public IReadOnlyCollection<string> SchedulerJobIds { get; init; } = [];

    /// <summary>Job names whose scheduler id is not known (an ambiguous submission).</summary>
    public IReadOnlyCollection<string> JobNames { get; init; } = [];

    /// <summary>The earliest time at which any of them may have been submitted; bounds the accounting query.</summary>
    public required DateTimeOffset Since { get; init; }
}
