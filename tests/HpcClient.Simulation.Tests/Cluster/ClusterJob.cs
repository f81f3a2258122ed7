using HpcClient.Scheduling.Observations;

namespace HpcClient.Simulation.Tests.Cluster;

/// <summary>One job of the scheduler.</summary>
internal sealed class ClusterJob(string id, string name, string nonce)
{
    public string Id => id;

    public string Name => name;

    public string Nonce => nonce;

    /// <summary>The site's job; empty for one of somebody else.</summary>
    public string SiteJobId => name.StartsWith("fw-", StringComparison.Ordinal) ? name[3..] : "";

    public SchedulerPhase Phase { get; set; } = SchedulerPhase.Queued;

    public EndCause Cause { get; set; }

    public string RawState { get; set; } = "PENDING";

    public int? ExitCode { get; set; }

    public int Restarts { get; set; }

    public DateTimeOffset SubmittedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When accounting hears of its end.</summary>
    public DateTimeOffset AccountedAt { get; set; }

    public SimulatedEngine? Engine { get; set; }

    public string? CancelledBy { get; set; }

    public bool IsOver => Phase == SchedulerPhase.Ended;

    public Observation Seen(string witness, bool withComment) => new()
    {
        SchedulerJobId = id,
        JobName = name,
        Phase = Phase,
        Cause = Cause,
        RawState = RawState,
        Reason = Phase == SchedulerPhase.Queued ? "Resources" : null,
        Comment = withComment ? nonce : null,
        Node = StartedAt is null ? null : "node1",
        ExitCode = ExitCode,
        SubmittedAt = SubmittedAt,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        RestartCount = Restarts,
        CancelledBy = CancelledBy,
        TimeLimit = TimeSpan.FromHours(1),
        MemoryLimitBytes = 4L << 30,
        Witness = witness,
    };

    public override string ToString() => $"{id} ({(SiteJobId.Length > 4 ? SiteJobId[^4..] : name)})";
}
