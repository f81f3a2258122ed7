using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling.Tests.Slurm;

public sealed class SlurmValuesTests
{
    [Theory]
    [InlineData("400K", 409_600L)]
    [InlineData("1.50M", 1_572_864L)]
    [InlineData("2G", 2_147_483_648L)]
    [InlineData("1T", 1_099_511_627_776L)]
    [InlineData("0", 0L)]
    [InlineData("12345", 12_345L)]
    [InlineData("", null)]
    [InlineData("4Gc", null)]
    [InlineData("KM", null)]
    public void Memory_is_read_in_bytes(string text, long? bytes) => SlurmValues.Memory(text).ShouldBe(bytes);

    [Theory]
    [InlineData("00:00.253", 0.253)]
    [InlineData("01:02", 62)]
    [InlineData("03:04:05", 11045)]
    [InlineData("2-03:04:05", 183845)]
    public void Spans_are_read(string text, double seconds) =>
        SlurmValues.Span(text).ShouldNotBeNull().TotalSeconds.ShouldBe(seconds, 0.0005);

    [Theory]
    [InlineData("INVALID")]
    [InlineData("")]
    [InlineData("-1:2")]
    public void Strange_spans_are_none(string text) => SlurmValues.Span(text).ShouldBeNull();

    [Fact]
    public void Times_come_as_seconds_or_as_local_text()
    {
        SlurmValues.Time("1795368304").ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1795368304));
        SlurmValues.Time("2026-11-22T17:25:04").ShouldNotBeNull().DateTime.ShouldBe(new(2026, 11, 22, 17, 25, 4));
        SlurmValues.Time("Unknown").ShouldBeNull();
        SlurmValues.Time("N/A").ShouldBeNull();
        SlurmValues.Time("0").ShouldBeNull();
    }

    [Theory]
    [InlineData("3:0", 3, null)]
    [InlineData("0:9", 0, 9)]
    [InlineData("0:125", 0, null)]
    [InlineData("0:64", 0, 64)]
    [InlineData("0:65", 0, null)]
    [InlineData("", null, null)]
    public void Exit_codes_and_signals_are_told_apart(string text, int? code, int? signal) => SlurmValues.Exit(text).ShouldBe((code, signal));

    [Theory]
    [InlineData("12", 12)]
    [InlineData("12_[1-5]", 12)]
    [InlineData("12_3", 12)]
    [InlineData("x12", 0)]
    [InlineData("", 0)]
    public void The_number_of_a_job_orders_its_tasks_as_well(string id, long number) => SlurmValues.LeadingNumber(id).ShouldBe(number);

    [Theory]
    [InlineData("")]
    [InlineData("None")]
    [InlineData("None assigned")]
    [InlineData("(null)")]
    [InlineData("Unknown")]
    [InlineData("N/A")]
    public void Words_for_nothing_are_nothing(string text) => SlurmValues.Word(text).ShouldBeNull();

    [Theory]
    [InlineData("PENDING", SchedulerPhase.Queued, EndCause.None)]
    [InlineData("REQUEUED", SchedulerPhase.Queued, EndCause.None)]
    [InlineData("SPECIAL_EXIT", SchedulerPhase.Queued, EndCause.None)]
    [InlineData("CONFIGURING", SchedulerPhase.Running, EndCause.None)]
    [InlineData("RUNNING", SchedulerPhase.Running, EndCause.None)]
    [InlineData("COMPLETING", SchedulerPhase.Running, EndCause.None)]
    [InlineData("SUSPENDED", SchedulerPhase.Running, EndCause.None)]
    [InlineData("COMPLETED", SchedulerPhase.Ended, EndCause.ScriptSucceeded)]
    [InlineData("FAILED", SchedulerPhase.Ended, EndCause.ScriptFailed)]
    [InlineData("OUT_OF_MEMORY", SchedulerPhase.Ended, EndCause.OutOfMemory)]
    [InlineData("OUT_OF_ME+", SchedulerPhase.Unknown, EndCause.None)]
    [InlineData("TIMEOUT", SchedulerPhase.Ended, EndCause.TimeLimit)]
    [InlineData("DEADLINE", SchedulerPhase.Ended, EndCause.TimeLimit)]
    [InlineData("NODE_FAIL", SchedulerPhase.Ended, EndCause.NodeFailure)]
    [InlineData("PREEMPTED", SchedulerPhase.Ended, EndCause.Preempted)]
    [InlineData("CANCELLED", SchedulerPhase.Ended, EndCause.Cancelled)]
    [InlineData("CANCELLED by 1000", SchedulerPhase.Ended, EndCause.Cancelled)]
    [InlineData("REVOKED", SchedulerPhase.Ended, EndCause.Cancelled)]
    [InlineData("BOOT_FAIL", SchedulerPhase.Ended, EndCause.LaunchFailure)]
    [InlineData("LAUNCH FAILED", SchedulerPhase.Ended, EndCause.LaunchFailure)]
    [InlineData("SOMETHING_NEW", SchedulerPhase.Unknown, EndCause.None)]
    public void States_are_mapped(string state, object phase, object cause) =>
        SlurmState.Read(state).ShouldBe(((SchedulerPhase)phase, (EndCause)cause));
}
