using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Sge;

namespace HpcClient.Scheduling.Tests.Sge;

/// <summary>State letters of qstat(1) and how they are told.</summary>
public sealed class SgeStateTests
{
    [Theory]
    [InlineData("r")]
    [InlineData("t")]
    [InlineData("s")]
    [InlineData("S")]
    [InlineData("T")]
    [InlineData("N")]
    [InlineData("P")]
    [InlineData("R")]
    [InlineData("d")]
    [InlineData("dr")]
    public void A_job_that_has_its_node_is_running(string letters) => SgeState.Read(letters).ShouldBe((SchedulerPhase.Running, EndCause.None));

    [Theory]
    [InlineData("qw")]
    [InlineData("q")]
    [InlineData("w")]
    [InlineData("hqw")]
    [InlineData("Rq")]
    [InlineData("dqw")]
    public void A_job_that_waits_is_queued_whatever_else_is_true_of_it(string letters) => SgeState.Read(letters).ShouldBe((SchedulerPhase.Queued, EndCause.None));

    [Theory]
    [InlineData("Eqw")]
    [InlineData("EhRqw")]
    public void An_error_is_an_end_before_the_start(string letters) => SgeState.Read(letters).ShouldBe((SchedulerPhase.Ended, EndCause.LaunchFailure));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void Unknown_letters_tell_nothing(string letters) => SgeState.Read(letters).ShouldBe((SchedulerPhase.Unknown, EndCause.None));

    [Theory]
    [InlineData("hqw", "it is held")]
    [InlineData("hRqw", "it is held")]
    [InlineData("Rq", "it waits to run again")]
    [InlineData("qw", null)]
    public void Why_it_waits_is_told(string letters, string? words) => SgeState.WaitReason(letters).ShouldBe(words);
}
