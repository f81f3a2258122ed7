namespace HpcClient.Scheduling.Observations;

/// <summary>The scheduler's word on our jobs at one moment.</summary>
public sealed record SchedulerSnapshot
{
    /// <summary>When the queue was asked.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was found; a job that is absent here was found nowhere.</summary>
    public required IReadOnlyList<Observation> Observations { get; init; }

    /// <summary>Whether the queue answered. When it did not, absence proves nothing.</summary>
    public required bool QueueAnswered { get; init; }

    /// <summary>Whether accounting answered; false also where it was asked and is switched off.</summary>
    public required bool AccountingAnswered { get; init; }

    /// <summary>
    /// How long the question about the queue took, commands included. A scheduler that is slow to answer is busy: ask it less
    /// often then.
    /// </summary>
    public TimeSpan Took { get; init; }

    /// <summary>Why something did not answer, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
