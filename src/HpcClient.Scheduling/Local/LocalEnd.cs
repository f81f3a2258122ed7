using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Local;

/// <summary>How a job ended (<c>end.json</c>).</summary>
internal sealed record LocalEnd
{
    public required EndCause Cause { get; init; }

    public string? Reason { get; init; }

    public int? ExitCode { get; init; }

    public int? Signal { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Of the largest single process, not of all together.</summary>
    public long? PeakMemoryBytes { get; init; }

    public double? CpuSeconds { get; init; }
}
