using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling.Tests.Slurm;

/// <summary>What an observation takes from rows of sacct that are unlike the common ones.</summary>
public sealed class SlurmAccountingRowsTests
{
    [Fact]
    public void A_job_that_runs_has_no_end_no_exit_code_and_no_time_used()
    {
        var job = Read("7|fw-a|RUNNING|0:0|10|20||00:05|n1|None|5|01:00:00|1|64M|cpu=1||0|c").ShouldHaveSingleItem();

        job.Phase.ShouldBe(SchedulerPhase.Running);
        (job.ExitCode, job.Signal, job.EndedAt, job.CpuTime).ShouldBe((null, null, null, null));
    }

    [Fact]
    public void A_signal_counts_at_the_end_only()
    {
        Read(Row("7", "FAILED", exit: "0:9")).ShouldHaveSingleItem().Signal.ShouldBe(9);
        Read(Row("7", "RUNNING", exit: "0:9")).ShouldHaveSingleItem().Signal.ShouldBeNull();
    }

    [Fact]
    public void A_number_used_again_tells_of_the_job_that_was_submitted_last_even_where_the_earlier_one_never_started()
    {
        var job = Read(
            "7|fw-a|FAILED|3:0|110|120||00:01|n1|None|100|01:00:00|1|64M|cpu=1||0|new\n" +
            "7|fw-old|CANCELLED by 0|0:0|None|20||00:00|None assigned|None|5|01:00:00|1|64M|||0|old").ShouldHaveSingleItem();

        (job.JobName, job.Comment, job.ExitCode, job.RestartCount).ShouldBe(("fw-a", "new", 3, 0));
    }

    [Fact]
    public void Of_two_runs_of_one_moment_the_one_that_is_told_later_counts() =>
        Read($"{Row("7", "NODE_FAIL")}\n{Row("7", "COMPLETED")}").ShouldHaveSingleItem().Cause.ShouldBe(EndCause.ScriptSucceeded);

    [Fact]
    public void Steps_of_other_jobs_do_not_count()
    {
        var jobs = Read($"{Step("6.batch", "9G")}\n{Row("7", "COMPLETED")}\n{Step("8.batch", "8G")}\n{Step("7.batch", "1G")}");

        jobs.ShouldHaveSingleItem().PeakMemoryBytes.ShouldBe(1L << 30);
    }

    [Fact]
    public void The_greatest_of_the_steps_is_the_peak_and_0_is_not_measured()
    {
        Read($"{Row("7", "COMPLETED")}\n{Step("7.batch", "2G")}\n{Step("7.0", "1G")}").ShouldHaveSingleItem().PeakMemoryBytes.ShouldBe(2L << 30);
        Read($"{Row("7", "COMPLETED")}\n{Step("7.batch", "0")}").ShouldHaveSingleItem().PeakMemoryBytes.ShouldBeNull();
    }

    [Fact]
    public void Use_of_GPUs_is_told_as_far_as_it_is_gathered()
    {
        Read($"{Row("7", "COMPLETED")}\n{Step("7.batch", "1G", "cpu=1,gres/gpumem=3G,gres/gpuutil=0")}").ShouldHaveSingleItem().GpuUsage.ShouldBe(new(null, 3L << 30));
        Read($"{Row("7", "COMPLETED")}\n{Step("7.batch", "1G", "gres/gpuutil=40")}\n{Step("7.0", "1G", "gres/gpuutil=30")}").ShouldHaveSingleItem().GpuUsage.ShouldBe(new(40, null));
        Read($"{Row("7", "COMPLETED")}\n{Step("7.batch", "1G", "cpu=1")}").ShouldHaveSingleItem().GpuUsage.ShouldBeNull();
    }

    [Fact]
    public void What_was_given_goes_before_what_was_asked_for()
    {
        var job = Read("7|fw-a|COMPLETED|0:0|10|20||00:01|n1|None|5|01:00:00|2|64M|cpu=4,mem=1G,gres/gpu=1||0|c").ShouldHaveSingleItem();
        (job.Cpus, job.MemoryLimitBytes, job.Gpus).ShouldBe((4, 1L << 30, 1));

        Read("7|fw-a|COMPLETED|0:0|10|20||00:01|n1|None|5|01:00:00|2|64M|||0|c").ShouldHaveSingleItem().Cpus.ShouldBe(2);
    }

    [Fact]
    public void Without_a_node_nothing_was_given() =>
        Read("7|fw-a|CANCELLED|0:0|None|20||00:00|None assigned|None|5|01:00:00|2|64M|cpu=4,mem=1G,gres/gpu=1||0|c").ShouldHaveSingleItem().Gpus.ShouldBeNull();

    [Fact]
    public void Who_cancelled_goes_before_the_reason_and_is_told_by_number_where_the_name_is_unknown()
    {
        var job = Read("7|fw-a|CANCELLED by 4294967290|0:0|10|20||00:01|n1|TimeLimit|5|01:00:00|1|64M|cpu=1||0|c").ShouldHaveSingleItem();

        (job.CancelledBy, job.Reason).ShouldBe(("user id 4294967290", "cancelled by user id 4294967290"));
    }

    private static string Row(string id, string state, string exit = "0:0") => $"{id}|fw-a|{state}|{exit}|10|20||00:01|n1|None|5|01:00:00|1|64M|cpu=1||0|c";

    private static string Step(string id, string memory, string usage = "") => $"{id}|x|COMPLETED|0:0|10|20|{memory}|00:01|n1||5||1||cpu=1|{usage}||";

    private static IReadOnlyList<Observation> Read(string rows) => new SlurmAccountingRows(new()).Read(SlurmText.Rows(rows));
}
