using HpcClient.Scheduling.Lsf;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Tests.Lsf;

/// <summary>States and reasons of termination as bjobs(1), bacct(1) and bhist(1) list them.</summary>
public sealed class LsfStateTests
{
    [Theory]
    [InlineData("PEND", SchedulerPhase.Queued, EndCause.None)]
    [InlineData("PSUSP", SchedulerPhase.Queued, EndCause.None)]
    [InlineData("WAIT", SchedulerPhase.Queued, EndCause.None)]
    [InlineData("RUN", SchedulerPhase.Running, EndCause.None)]
    [InlineData("USUSP", SchedulerPhase.Running, EndCause.None)]
    [InlineData("SSUSP", SchedulerPhase.Running, EndCause.None)]
    [InlineData("PROV", SchedulerPhase.Running, EndCause.None)]
    [InlineData("UNKWN", SchedulerPhase.Running, EndCause.None)]
    [InlineData("ZOMBI", SchedulerPhase.Running, EndCause.None)]
    [InlineData("DONE", SchedulerPhase.Ended, EndCause.ScriptSucceeded)]
    [InlineData("EXIT", SchedulerPhase.Ended, EndCause.ScriptFailed)]
    [InlineData("", SchedulerPhase.Unknown, EndCause.None)]
    [InlineData("NEW", SchedulerPhase.Unknown, EndCause.None)]
    public void A_state_is_one_phase(string state, object phase, object cause) => LsfState.Read(state).ShouldBe(((SchedulerPhase)phase, (EndCause)cause));

    [Theory]
    [InlineData("TERM_MEMLIMIT", EndCause.OutOfMemory)]
    [InlineData("TERM_SWAP", EndCause.OutOfMemory)]
    [InlineData("TERM_RUNLIMIT", EndCause.TimeLimit)]
    [InlineData("TERM_CPULIMIT", EndCause.TimeLimit)]
    [InlineData("TERM_DEADLINE", EndCause.TimeLimit)]
    [InlineData("TERM_WINDOW", EndCause.TimeLimit)]
    [InlineData("TERM_PREEMPT", EndCause.Preempted)]
    [InlineData("TERM_OWNER", EndCause.Cancelled)]
    [InlineData("TERM_ADMIN", EndCause.Cancelled)]
    [InlineData("TERM_FORCE_OWNER", EndCause.Cancelled)]
    [InlineData("TERM_FORCE_ADMIN", EndCause.Cancelled)]
    [InlineData("TERM_REQUEUE_OWNER", EndCause.Cancelled)]
    [InlineData("TERM_REQUEUE_ADMIN", EndCause.Cancelled)]
    [InlineData("TERM_BUCKET_KILL", EndCause.Cancelled)]
    [InlineData("TERM_ORPHAN_SYSTEM", EndCause.Cancelled)]
    [InlineData("TERM_ZOMBI", EndCause.NodeFailure)]
    [InlineData("TERM_REMOVE_HUNG_JOB", EndCause.NodeFailure)]
    [InlineData("TERM_CWD_NOTEXIST", EndCause.LaunchFailure)]
    [InlineData("TERM_PRE_EXEC_FAIL", EndCause.LaunchFailure)]
    [InlineData("TERM_EXTERNAL_SIGNAL", null)]
    [InlineData("TERM_UNKNOWN", null)]
    [InlineData("-", null)]
    [InlineData("", null)]
    public void A_reason_is_one_cause_with_or_without_its_words(string reason, object? cause)
    {
        foreach (var form in (string[])[reason, $"{reason}: job killed", $"{reason} by somebody", $"{reason}."])
        {
            LsfState.Cause(form).ShouldBe((EndCause?)cause, form);
        }
    }

    [Fact]
    public void No_reason_is_no_cause() => LsfState.Cause(null).ShouldBeNull();
}
