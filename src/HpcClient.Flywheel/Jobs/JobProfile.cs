namespace HpcClient.Flywheel.Jobs;

/// <summary>What an engine tells of itself at the start (<c>PUT /jobs/ID/profile</c>); unknown keys are refused by the site.</summary>
public sealed record JobProfile
{
    /// <summary>Versions, key <c>engine</c>.</summary>
    public IReadOnlyDictionary<string, string>? Versions { get; init; }

    /// <summary>The node.</summary>
    public JobExecutor? Executor { get; init; }
}
