namespace HpcClient.Scheduling.Observations;

/// <summary>Where a scheduler job is on its way.</summary>
public enum SchedulerPhase
{
    /// <summary>A state that we do not know.</summary>
    Unknown,

    /// <summary>Waits (pending, held, requeued).</summary>
    Queued,

    /// <summary>Has a node (running, completing, suspended).</summary>
    Running,

    /// <summary>Over.</summary>
    Ended,
}
