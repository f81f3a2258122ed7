using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Slurm;

/// <summary>Slurm's job states (squeue(1), sacct(1)) in our terms.</summary>
internal static class SlurmState
{
    // srun(1) and slurmstepd use this "signal" when the job's output file could not be opened.
    private const int OutputFileFault = 53;

    /// <summary>Phase and cause of a state such as <c>RUNNING</c> or <c>CANCELLED by 1000</c>.</summary>
    public static (SchedulerPhase Phase, EndCause Cause) Read(string state) => Base(state) switch
    {
        "PENDING" or "REQUEUED" or "REQUEUE_HOLD" or "REQUEUE_FED" or "SPECIAL_EXIT" or "RESV_DEL_HOLD" => (SchedulerPhase.Queued, EndCause.None),

        // SIGNALING, STAGE_OUT, RESIZING, POWER_UP_NODE: the job still holds its node.
        "CONFIGURING" or "RUNNING" or "COMPLETING" or "SUSPENDED" or "STOPPED" or "SIGNALING" or "STAGE_OUT" or "RESIZING" or "POWER_UP_NODE"
            or "UPDATE_DB" or "EXPEDITING" => (SchedulerPhase.Running, EndCause.None),
        "COMPLETED" => (SchedulerPhase.Ended, EndCause.ScriptSucceeded),
        "FAILED" => (SchedulerPhase.Ended, EndCause.ScriptFailed),
        "OUT_OF_MEMORY" => (SchedulerPhase.Ended, EndCause.OutOfMemory),
        "TIMEOUT" or "DEADLINE" => (SchedulerPhase.Ended, EndCause.TimeLimit),
        "NODE_FAIL" => (SchedulerPhase.Ended, EndCause.NodeFailure),
        "PREEMPTED" => (SchedulerPhase.Ended, EndCause.Preempted),
        "CANCELLED" or "REVOKED" => (SchedulerPhase.Ended, EndCause.Cancelled),
        "BOOT_FAIL" or "LAUNCH_FAILED" or "RECONFIG_FAIL" => (SchedulerPhase.Ended, EndCause.LaunchFailure),
        _ => (SchedulerPhase.Unknown, EndCause.None),
    };

    /// <summary>What a bare FAILED hides: the job never started, or its output file could not be opened.</summary>
    public static Observation Refine(Observation seen, string exitCode)
    {
        if (seen.Cause != EndCause.ScriptFailed)
        {
            return seen;
        }

        if (exitCode == $"0:{OutputFileFault}")
        {
            return seen with
            {
                Cause = EndCause.LaunchFailure,
                Reason = "the output file of the job could not be opened on the node: check that its folder exists there and may be written",
            };
        }

        // A job killed for its memory without cgroups shows as FAILED 0:9 with this reason: then it has started.
        var neverStarted = seen.Reason is "BadConstraints" or "AccountNotAllowed" or "InvalidAccount" or "InvalidQOS" or "LaunchFailure"
            || (seen.Reason is "JobLaunchFailure" or "RaisedSignal:53(Real-time_signal_19)" && seen.Signal is null);
        return neverStarted ? seen with { Cause = EndCause.LaunchFailure } : seen;
    }

    /// <summary>The user id that cancelled a job, where sacct says so in the state.</summary>
    public static string? CancellingUser(string state) =>
        state.StartsWith("CANCELLED by ", StringComparison.Ordinal) ? PlainWords.Of(state["CANCELLED by ".Length..]) : null;

    /// <summary>Whether Slurm may have put the job back into its queue after such an end (JobRequeue, PreemptMode=REQUEUE).</summary>
    public static bool MayRunAgain(EndCause cause) => cause is EndCause.NodeFailure or EndCause.Preempted;

    private static string Base(string state) => state.StartsWith("CANCELLED", StringComparison.Ordinal)
        ? "CANCELLED"
        : state.Trim().TrimEnd('+').Replace(' ', '_').ToUpperInvariant();
}
