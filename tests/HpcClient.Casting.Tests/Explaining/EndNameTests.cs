using HpcClient.Casting.Explaining;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Tests.Explaining;

/// <summary>How ends are called.</summary>
public sealed class EndNameTests
{
    [Theory]
    [InlineData(EndCause.None, "it has not ended", "none")]
    [InlineData(EndCause.ScriptSucceeded, "its script ended", "script_succeeded")]
    [InlineData(EndCause.ScriptFailed, "its script failed", "script_failed")]
    [InlineData(EndCause.OutOfMemory, "out of memory", "out_of_memory")]
    [InlineData(EndCause.TimeLimit, "time limit", "time_limit")]
    [InlineData(EndCause.NodeFailure, "node failure", "node_failure")]
    [InlineData(EndCause.Preempted, "preempted", "preempted")]
    [InlineData(EndCause.Cancelled, "cancelled", "cancelled")]
    [InlineData(EndCause.LaunchFailure, "not started by the scheduler", "launch_failure")]
    [InlineData((EndCause)999, "nobody knows how", "999")]
    public void Causes_have_words_for_people_and_for_programs(EndCause cause, string words, string code)
    {
        CauseName.Words(cause).ShouldBe(words);
        CauseName.Code(cause).ShouldBe(code);
    }

    [Theory]
    [InlineData(EndOutcome.Complete, "complete")]
    [InlineData(EndOutcome.GearFailed, "the gear failed")]
    [InlineData(EndOutcome.Cancelled, "cancelled at the site")]
    [InlineData(EndOutcome.Stopped, "told to stop (time limit, cancellation at the scheduler, or preemption)")]
    [InlineData(EndOutcome.EngineFailed, "something around the gear failed")]
    [InlineData(EndOutcome.Refused, "the engine did not start it")]
    [InlineData((EndOutcome)999, "999")]
    public void Outcomes_have_words_for_people(EndOutcome outcome, string words) => EndWords.Of(outcome).ShouldBe(words);

    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(7199, "119m")]
    [InlineData(7200, "2h")]
    [InlineData(172_799, "47h")]
    [InlineData(172_800, "2d")]
    public void Ages_have_one_unit(int seconds, string words) => Age.Of(TimeSpan.FromSeconds(seconds)).ShouldBe(words);
}
