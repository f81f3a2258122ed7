using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>Jobs that are over and stay in the scheduler's queue, as in Grid Engine's error state.</summary>
public sealed class ErrorStateTests
{
    [Fact]
    public async Task A_job_that_could_not_be_started_is_told_and_then_leaves_the_queue()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(new()
        {
            SchedulerJobId = "1",
            JobName = $"fw-{job}",
            Phase = SchedulerPhase.Ended,
            Cause = EndCause.LaunchFailure,
            RawState = "Eqw",
            Reason = "can't open output file",
            StaysInQueue = true,
            Witness = "qstat",
        });

        await site.SweepAsync();

        (await site.StateAsync(job)).ShouldBe("failed");
        (await site.LogAsync(job)).ShouldContain("Eqw: can't open output file");
        site.Scheduler.Cancelled.ShouldBe(["1"]);
    }
}
