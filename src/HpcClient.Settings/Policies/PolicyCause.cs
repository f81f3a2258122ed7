namespace HpcClient.Settings.Policies;

/// <summary>Ends of a scheduler job for which <c>on_end</c> in cast.yml may ask for another run of the same site job.</summary>
public enum PolicyCause
{
    /// <summary><c>out_of_memory</c>: it used more memory than it was given.</summary>
    OutOfMemory,

    /// <summary><c>time_limit</c>: its walltime ran out.</summary>
    TimeLimit,

    /// <summary><c>node_failure</c>: its node died or could not be started.</summary>
    NodeFailure,

    /// <summary><c>preempted</c>: another job took its place.</summary>
    Preempted,

    /// <summary><c>launch_failure</c>: the scheduler could not start it.</summary>
    LaunchFailure,

    /// <summary><c>lost</c>: the scheduler forgot it and nobody knows how it ended.</summary>
    Lost,
}
