using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Sge;

namespace HpcClient.Scheduling.Tests.Sge;

/// <summary>What accounting(5) and sge_status(5) tell of a run, number by number.</summary>
public sealed class SgeEndTests
{
    private const long G = 1L << 30;

    private static readonly DateTimeOffset Start = new(2026, 11, 22, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0, EndCause.ScriptSucceeded)]
    [InlineData(0, 1, EndCause.ScriptFailed)]
    [InlineData(1, 0, EndCause.LaunchFailure)]
    [InlineData(11, 0, EndCause.LaunchFailure)]
    [InlineData(12, 0, EndCause.ScriptSucceeded)]
    [InlineData(12, 2, EndCause.ScriptFailed)]
    [InlineData(16, 0, EndCause.ScriptSucceeded)]
    [InlineData(16, 2, EndCause.ScriptFailed)]
    [InlineData(17, 0, EndCause.NodeFailure)]
    [InlineData(18, 0, EndCause.NodeFailure)]
    [InlineData(19, 0, EndCause.NodeFailure)]
    [InlineData(20, 0, EndCause.LaunchFailure)]
    [InlineData(21, 0, EndCause.LaunchFailure)]
    [InlineData(22, 0, EndCause.Unknown)]
    [InlineData(25, 0, EndCause.Unknown)]
    [InlineData(26, 0, EndCause.LaunchFailure)]
    [InlineData(29, 0, EndCause.LaunchFailure)]
    [InlineData(30, 0, EndCause.ScriptSucceeded)]
    [InlineData(37, 0, EndCause.TimeLimit)]
    [InlineData(38, 0, EndCause.LaunchFailure)]
    [InlineData(39, 0, EndCause.Unknown)]
    [InlineData(100, 0, EndCause.NodeFailure)]
    public void Each_number_has_its_cause(int failed, int exit, object cause) => SgeEnd.Of(Row(failed, exit)).Cause.ShouldBe((EndCause)cause);

    [Theory]
    [InlineData(100, 128, null, 128)]
    [InlineData(100, 129, 1, null)]
    [InlineData(100, 192, 64, null)]
    [InlineData(100, 193, null, 193)]
    [InlineData(0, 137, null, 137)]
    public void A_signal_is_told_apart_from_an_exit_code(int failed, int exit, int? signal, int? code)
    {
        var end = SgeEnd.Of(Row(failed, exit));
        (end.Signal, end.ExitCode).ShouldBe((signal, code));
    }

    [Fact]
    public void The_raw_state_names_what_failed_and_the_exit_status()
    {
        SgeEnd.Of(Row(0, 3)).RawState.ShouldBe("exit status 3");
        SgeEnd.Of(Row(37, 137)).RawState.ShouldBe("failed 37, exit status 137");
    }

    [Fact]
    public void The_kernel_s_signal_for_CPU_time_is_a_time_limit()
    {
        var end = SgeEnd.Of(Row(100, 128 + 24));
        (end.Cause, end.Reason).ShouldBe((EndCause.TimeLimit, "it reached its limit of CPU time"));
    }

    [Fact]
    public void A_deletion_counts_only_where_something_failed()
    {
        var deleted = SgeEnd.Of(Row(100, 137) with { DeletedBy = "ann\u001b@node1" });
        (deleted.Cause, deleted.CancelledBy).ShouldBe((EndCause.Cancelled, "ann?@node1"));

        var ended = SgeEnd.Of(Row(0, 0) with { DeletedBy = "ann@node1" });
        (ended.Cause, ended.CancelledBy, ended.Reason).ShouldBe((EndCause.ScriptSucceeded, null, null));
    }

    [Theory]
    [InlineData(1, "it went over h_vmem=2G")]
    [InlineData(4, "it went over h_vmem=2G for each of 4 slots")]
    public void Memory_above_the_limit_is_told_with_the_limit(int slots, string says)
    {
        var row = Row(100, 137) with { Asked = new("2G", null, null), Slots = slots };
        SgeLimits.Overrun(row with { PeakMemoryBytes = 2 * G * slots }).ShouldBeNull();
        SgeLimits.Overrun(row with { PeakMemoryBytes = (2 * G * slots) + 1 }).ShouldBe((EndCause.OutOfMemory, says));
        SgeLimits.Overrun(row with { PeakMemoryBytes = null }).ShouldBeNull();
    }

    [Fact]
    public void A_walltime_that_was_reached_is_told_with_the_limit()
    {
        var row = Row(100, 137) with { Asked = new(null, "0:10:00", null) };
        SgeLimits.Overrun(row with { EndedAt = Start.AddMinutes(10) }).ShouldBe((EndCause.TimeLimit, "it reached h_rt=0:10:00"));
        SgeLimits.Overrun(row with { EndedAt = Start.AddMinutes(10).AddSeconds(-1) }).ShouldBeNull();
        SgeLimits.Overrun(row with { StartedAt = null }).ShouldBeNull();
    }

    private static SgeAccountingRow Row(int failed, int exit) => new()
    {
        JobNumber = "1",
        JobName = "fw-a",
        Failed = failed,
        FailedWords = "words",
        ExitStatus = exit,
        StartedAt = Start,
        EndedAt = Start.AddMinutes(1),
        Slots = 1,
        Asked = new(null, null, null),
    };
}
