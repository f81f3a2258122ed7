using HpcClient.Flywheel.Jobs;

namespace HpcClient.Simulation.Tests.Site;

/// <summary>One job of the site.</summary>
internal sealed class SiteJob(string id, string? previous, int attempt, IReadOnlyList<string> tags)
{
    public string Id => id;

    public string? Previous => previous;

    public int Attempt => attempt;

    public JobState State { get; set; } = JobState.Pending;

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset Modified { get; set; }

    public string? RetriedAs { get; set; }

    /// <summary>Who ended it.</summary>
    public Party? EndedBy { get; set; }

    public List<(Party By, string Text)> Log { get; } = [];

    /// <summary>Whether the outputs of a gear run that succeeded are here.</summary>
    public bool HasOutputs { get; set; }

    public FlywheelJob Told() => new()
    {
        IdField = id,
        StateWord = State.Word(),
        Tags = tags,
        GearInfo = new() { Name = "simulated", Version = "1.0.0" },
        Origin = new() { Type = "user", Id = "somebody@example.org" },
        Attempt = attempt,
        PreviousJobId = previous,
        Created = Created,
        Modified = Modified,
    };

    public bool Fits(JobFilter filter) => (filter.State is null || filter.State == State) && filter.Tags.All(tags.Contains);

    public override string ToString() => $"job {id[^4..]}";
}
