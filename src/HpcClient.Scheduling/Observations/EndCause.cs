namespace HpcClient.Scheduling.Observations;

/// <summary>How a scheduler job ended, across schedulers.</summary>
public enum EndCause
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>The script ended with exit code 0. Says nothing about the gear: only the engine's end record does.</summary>
    ScriptSucceeded,

    /// <summary>The script ended with another exit code or by a signal.</summary>
    ScriptFailed,

    /// <summary>It used more memory than it was given.</summary>
    OutOfMemory,

    /// <summary>Its walltime ran out.</summary>
    TimeLimit,

    /// <summary>A node died or could not be started.</summary>
    NodeFailure,

    /// <summary>Another job took its place.</summary>
    Preempted,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled,

    /// <summary>The scheduler could not start it.</summary>
    LaunchFailure,

    /// <summary>It ended, and the scheduler does not tell how.</summary>
    Unknown,
}
