using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling.Tests.Slurm;

/// <summary>Lines of <c>scontrol -o show job</c>, shortened.</summary>
public sealed class SlurmJobTableTests
{
    [Fact]
    public void A_job_that_waits_has_a_forecast_and_no_start()
    {
        var job = Read("JobId=2 JobName=fw-a JobState=PENDING Reason=Resources ExitCode=0:0 StartTime=1795368304 EndTime=1795371904 Partition=main NodeList=(null)");

        job.Phase.ShouldBe(SchedulerPhase.Queued);
        job.Reason.ShouldBe("Resources");
        job.WaitsFor.ShouldBe("waits for a free place on partition main");
        job.ExpectedStart.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1795368304));
        (job.StartedAt, job.EndedAt, job.ExitCode, job.Signal, job.Node, job.Cpus).ShouldBe((null, null, null, null, null, null));
    }

    [Fact]
    public void A_job_that_runs_has_a_start_and_no_end()
    {
        var job = Read("JobId=2 JobName=fw-a JobState=RUNNING Reason=Resources ExitCode=0:9 StartTime=1795368304 EndTime=1795371904 Partition=main NodeList=n1 TRES=cpu=1");

        job.StartedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1795368304));
        (job.ExpectedStart, job.EndedAt, job.ExitCode, job.Signal, job.WaitsFor).ShouldBe((null, null, null, null, null));
    }

    [Fact]
    public void A_signal_is_told_at_the_end() => Read("JobId=2 JobName=fw-a JobState=FAILED ExitCode=0:9 NodeList=n1").Signal.ShouldBe(9);

    [Fact]
    public void A_failed_output_file_is_told_in_words() => Read("JobId=2 JobName=fw-a JobState=FAILED ExitCode=0:53 NodeList=n1").Cause.ShouldBe(EndCause.LaunchFailure);

    [Fact]
    public void A_task_of_an_array_is_known_as_the_queue_knows_it() =>
        Read("JobId=9 ArrayJobId=7 ArrayTaskId=3 JobName=fw-a JobState=RUNNING ExitCode=0:0 NodeList=n1").SchedulerJobId.ShouldBe("7_3");

    /// <summary>From the manual of 23.11.</summary>
    [Fact]
    public void Later_releases_tell_what_was_given_apart_from_what_was_asked_for() =>
        Read("JobId=2 JobName=fw-a JobState=RUNNING ExitCode=0:0 NodeList=n1 ReqTRES=cpu=1,mem=1G AllocTRES=cpu=2,mem=2G").Cpus.ShouldBe(2);

    [Fact]
    public void What_a_line_does_not_tell_is_nothing()
    {
        var job = Read("JobId=2 JobState=RUNNING");
        (job.JobName, job.Comment, job.StartedAt).ShouldBe(("", null, null));
    }

    private static Observation Read(string line) => SlurmJobTable.Parse($"{line}\n").ShouldHaveSingleItem();
}
