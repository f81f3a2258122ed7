namespace HpcClient.Flywheel.Jobs;

/// <summary>Which jobs are asked for one by one. Both conditions must be met; an empty one counts as met.</summary>
public sealed record ClaimFilter
{
    /// <summary>Tags of which one is enough.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Names of gears, in full, of which one must be the job's. A site of 2018 knows them as tags that it adds itself.</summary>
    public IReadOnlyList<string> GearNames { get; init; } = [];
}
