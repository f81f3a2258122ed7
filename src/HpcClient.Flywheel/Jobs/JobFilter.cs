namespace HpcClient.Flywheel.Jobs;

/// <summary>Which jobs to list; the conditions are ANDed, as the site's <c>filter</c> does.</summary>
public sealed record JobFilter
{
    /// <summary>State.</summary>
    public JobState? State { get; init; }

    /// <summary>Tags that must all be there.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Gear names of which one must be in the job's gear name, whole or in part: the site lists more than was meant, and the caller compares.</summary>
    public IReadOnlyList<string> GearNames { get; init; } = [];
}
