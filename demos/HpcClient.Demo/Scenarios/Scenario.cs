namespace HpcClient.Demo.Scenarios;

/// <summary>What a demo shows.</summary>
internal sealed record Scenario
{
    /// <summary>Folder tree of group/project/subject/session/acquisition/files.</summary>
    public required string DataSet { get; init; }

    /// <summary>Gears.</summary>
    public required IReadOnlyList<DemoGear> Gears { get; init; }

    /// <summary>Jobs.</summary>
    public required IReadOnlyList<DemoJob> Jobs { get; init; }

    /// <summary>Value of <c>cluster</c> in cast.yml.</summary>
    public required string Cluster { get; init; }

    /// <summary>Lines for credentials.sh besides the site's.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>How long all of it may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);
}
