using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Base;

public sealed class BaseSchedulerTests
{
    private readonly IScheduler _base = SchedulerRegistry.Create("base", new() { LocalStateFolder = "x", ShepherdCommand = ["x"] });

    [Fact]
    public async Task A_job_is_taken_and_waits_for_ever()
    {
        var intent = Intents.Of("/x/job-1.sh", command: ["echo", "/x/job-1.sh"]);

        var taken = (await _base.SubmitAsync([intent], default)).ShouldHaveSingleItem().ShouldBeOfType<SubmissionResult.Accepted>();
        var snapshot = await _base.ObserveAsync(new() { SchedulerJobIds = [taken.SchedulerJobId], JobNames = ["fw-other"], Since = default }, default);

        var seen = snapshot.Observations.ShouldHaveSingleItem();
        seen.SchedulerJobId.ShouldBe(taken.SchedulerJobId);
        seen.Phase.ShouldBe(SchedulerPhase.Queued);
        seen.Reason.ShouldNotBeNull().ShouldContain("runs nothing");
        snapshot.QueueAnswered.ShouldBeTrue();
        (await _base.CancelAsync(taken.SchedulerJobId, default)).ShouldBeNull();
        (await _base.CheckAsync(default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_command_of_ones_own_that_fails_is_told()
    {
        var results = await _base.SubmitAsync([Intents.Of("x", command: ["false"]), Intents.Of("x", command: ["no-such-command"])], default);

        results[0].ShouldBeOfType<SubmissionResult.Ambiguous>();
        results[1].ShouldBeOfType<SubmissionResult.Refused>().Reason.ShouldContain("no-such-command");
    }
}
