using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Lsf;

/// <summary>LSF's job states and reasons of termination in our terms.</summary>
internal static class LsfState
{
    /// <summary>Phase and, for an end without a reason, the cause.</summary>
    public static (SchedulerPhase Phase, EndCause Cause) Read(string state) => state switch
    {
        "PEND" or "PSUSP" or "WAIT" => (SchedulerPhase.Queued, EndCause.None),

        // UNKWN: its host does not answer. ZOMBI: it was killed meanwhile. Either may come back and tell how it ended.
        "RUN" or "USUSP" or "SSUSP" or "PROV" or "UNKWN" or "ZOMBI" => (SchedulerPhase.Running, EndCause.None),
        "DONE" => (SchedulerPhase.Ended, EndCause.ScriptSucceeded),
        "EXIT" => (SchedulerPhase.Ended, EndCause.ScriptFailed),
        _ => (SchedulerPhase.Unknown, EndCause.None),
    };

    /// <summary>The cause that a reason such as <c>TERM_RUNLIMIT: job killed …</c> tells; null when it tells none.</summary>
    public static EndCause? Cause(string? reason) => Name(reason) switch
    {
        "TERM_MEMLIMIT" or "TERM_SWAP" => EndCause.OutOfMemory,
        "TERM_RUNLIMIT" or "TERM_CPULIMIT" or "TERM_DEADLINE" or "TERM_WINDOW" => EndCause.TimeLimit,
        "TERM_PREEMPT" => EndCause.Preempted,
        "TERM_OWNER" or "TERM_ADMIN" or "TERM_FORCE_OWNER" or "TERM_FORCE_ADMIN" or "TERM_REQUEUE_OWNER" or "TERM_REQUEUE_ADMIN"
            or "TERM_BUCKET_KILL" or "TERM_ORPHAN_SYSTEM" => EndCause.Cancelled,
        "TERM_ZOMBI" or "TERM_REMOVE_HUNG_JOB" => EndCause.NodeFailure,
        "TERM_CWD_NOTEXIST" or "TERM_PRE_EXEC_FAIL" => EndCause.LaunchFailure,
        _ => null,
    };

    // "TERM_OWNER: job killed by owner", or the words of bacct after "Completed <exit>;".
    private static string? Name(string? reason) => reason?.Split(':', ' ', '.')[0];
}
