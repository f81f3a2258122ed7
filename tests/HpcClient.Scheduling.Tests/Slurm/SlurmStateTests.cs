using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling.Tests.Slurm;

/// <summary>Every state that squeue(1) and sacct(1) list under "job state codes".</summary>
public sealed class SlurmStateTests
{
    [Theory]
    [InlineData("PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "SPECIAL_EXIT", "RESV_DEL_HOLD")]
    public void A_job_that_waits_is_queued(params string[] states) => states.ShouldAllBe(state => Is(state, SchedulerPhase.Queued, EndCause.None));

    [Theory]
    [InlineData("CONFIGURING", "RUNNING", "COMPLETING", "SUSPENDED", "STOPPED", "SIGNALING", "STAGE_OUT", "RESIZING", "POWER_UP_NODE", "UPDATE_DB", "EXPEDITING")]
    public void A_job_that_holds_its_node_is_running(params string[] states) => states.ShouldAllBe(state => Is(state, SchedulerPhase.Running, EndCause.None));

    [Theory]
    [InlineData("COMPLETED", EndCause.ScriptSucceeded)]
    [InlineData("FAILED", EndCause.ScriptFailed)]
    [InlineData("OUT_OF_MEMORY", EndCause.OutOfMemory)]
    [InlineData("TIMEOUT", EndCause.TimeLimit)]
    [InlineData("DEADLINE", EndCause.TimeLimit)]
    [InlineData("NODE_FAIL", EndCause.NodeFailure)]
    [InlineData("PREEMPTED", EndCause.Preempted)]
    [InlineData("CANCELLED", EndCause.Cancelled)]
    [InlineData("CANCELLED by 1000", EndCause.Cancelled)]
    [InlineData("REVOKED", EndCause.Cancelled)]
    [InlineData("BOOT_FAIL", EndCause.LaunchFailure)]
    [InlineData("LAUNCH_FAILED", EndCause.LaunchFailure)]
    [InlineData("RECONFIG_FAIL", EndCause.LaunchFailure)]
    public void An_end_has_its_cause(string state, object cause) => Is(state, SchedulerPhase.Ended, (EndCause)cause).ShouldBeTrue();

    [Theory]
    [InlineData(" out of memory ", EndCause.OutOfMemory)]
    [InlineData("Completed+", EndCause.ScriptSucceeded)]
    public void Cut_off_and_small_letters_do_not_matter(string state, object cause) => Is(state, SchedulerPhase.Ended, (EndCause)cause).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("SOMETHING_NEW")]
    public void What_nobody_knows_is_no_end(string state) => Is(state, SchedulerPhase.Unknown, EndCause.None).ShouldBeTrue();

    [Theory]
    [InlineData("BadConstraints")]
    [InlineData("AccountNotAllowed")]
    [InlineData("InvalidAccount")]
    [InlineData("InvalidQOS")]
    [InlineData("LaunchFailure")]
    [InlineData("JobLaunchFailure")]
    [InlineData("RaisedSignal:53(Real-time_signal_19)")]
    public void A_failure_before_the_script_began_is_a_launch_failure(string reason)
    {
        var refined = SlurmState.Refine(Failed(reason), "1:0");
        refined.Cause.ShouldBe(EndCause.LaunchFailure);
        refined.Reason.ShouldBe(reason);
    }

    [Theory]
    [InlineData("JobLaunchFailure")]
    [InlineData("RaisedSignal:53(Real-time_signal_19)")]
    public void One_that_was_ended_by_a_signal_has_begun(string reason) =>
        SlurmState.Refine(Failed(reason) with { Signal = 9 }, "0:9").Cause.ShouldBe(EndCause.ScriptFailed);

    [Theory]
    [InlineData("NonZeroExitCode")]
    [InlineData(null)]
    public void A_failure_of_the_script_stays_one(string? reason) => SlurmState.Refine(Failed(reason), "3:0").ShouldBe(Failed(reason));

    [Fact]
    public void An_output_file_that_could_not_be_opened_is_told_in_words()
    {
        var refined = SlurmState.Refine(Failed("NonZeroExitCode"), "0:53");
        refined.Cause.ShouldBe(EndCause.LaunchFailure);
        refined.Reason.ShouldNotBeNull().ShouldContain("output file of the job could not be opened");
        SlurmState.Refine(Failed("NonZeroExitCode"), "53:0").Cause.ShouldBe(EndCause.ScriptFailed);
    }

    [Theory]
    [InlineData(EndCause.Cancelled)]
    [InlineData(EndCause.ScriptSucceeded)]
    [InlineData(EndCause.OutOfMemory)]
    public void What_Slurm_is_sure_of_is_left_alone(object cause)
    {
        var seen = Failed("LaunchFailure") with { Cause = (EndCause)cause };
        SlurmState.Refine(seen, "0:53").ShouldBe(seen);
    }

    [Theory]
    [InlineData("CANCELLED by 1000", "1000")]
    [InlineData("CANCELLED", null)]
    [InlineData("cancelled by 1000", null)]
    public void Who_cancelled_is_read_from_the_state(string state, string? who) => SlurmState.CancellingUser(state).ShouldBe(who);

    [Fact]
    public void Slurm_itself_may_run_again_what_a_node_or_a_better_job_ended() =>
        Enum.GetValues<EndCause>().Where(SlurmState.MayRunAgain).ShouldBe([EndCause.NodeFailure, EndCause.Preempted], ignoreOrder: true);

    private static bool Is(string state, SchedulerPhase phase, EndCause cause) => SlurmState.Read(state) == (phase, cause);

    private static Observation Failed(string? reason) => new()
    {
        SchedulerJobId = "7",
        JobName = "fw-a",
        Phase = SchedulerPhase.Ended,
        Cause = EndCause.ScriptFailed,
        RawState = "FAILED",
        Reason = reason,
        Witness = "sacct",
    };
}
