namespace HpcClient.Flywheel.Jobs;

/// <summary>State of a job on the site. pending → running | cancelled; running → complete | failed | cancelled.</summary>
public enum JobState
{
    /// <summary>A state that we do not know.</summary>
    Unknown,

    /// <summary>Waits for an engine.</summary>
    Pending,

    /// <summary>Taken by an engine, or by the hold engine for us.</summary>
    Running,

    /// <summary>Over: success.</summary>
    Complete,

    /// <summary>Over: failure.</summary>
    Failed,

    /// <summary>Over: cancelled.</summary>
    Cancelled,
}
