namespace HpcClient.Flywheel.Jobs;

/// <summary>The gear as a job names it.</summary>
public sealed record GearInfo
{
    /// <summary>Gear id.</summary>
    public string? Id { get; init; }

    /// <summary>Gear name.</summary>
    public string? Name { get; init; }

    /// <summary>Gear version.</summary>
    public string? Version { get; init; }

    /// <summary>Gear category.</summary>
    public string? Category { get; init; }

    /// <summary>Capabilities that the gear needs.</summary>
    public IReadOnlyList<string>? Capabilities { get; init; }
}
