using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling.Tests.Slurm;

/// <summary>Recorded from Slurm 22.05.8, with a bar in place of the separator except in comments.</summary>
public sealed class SlurmParsingTests
{
    private const string Accounting = """
        3|fw-000000000000000000000002|CANCELLED by 0|0:0|1795368304|1795368367||00:00.002|sch1|None|1795368303|non ce
        3.batch|batch|CANCELLED|0:15|1795368304|1795368368|400K|00:00.002|sch1||1795368303|
        4|fw-000000000000000000000003|OUT_OF_MEMORY|0:125|1795368304|1795368304||00:00.253|sch1|None|1795368303|c
        4.batch|batch|OUT_OF_MEMORY|0:125|1795368304|1795368304|0|00:00.253|sch1||1795368303|
        2|fw-000000000000000000000001|FAILED|3:0|1795368304|1795368304||00:00.002|sch1|None|1795368303|nonce123
        2.batch|batch|FAILED|3:0|1795368304|1795368304|0|00:00.002|sch1||1795368303|
        5|fw-000000000000000000000001|PENDING|0:0|Unknown|Unknown||00:00:00|None assigned|JobHeldUser|1795368303|
        10|fw-000000000000000000000001|FAILED|1:0|1795368303|1795368303||00:00:00|None assigned|None|1795368303|nonce123
        """;

    private const string Queue = """
        13|fw-000000000000000000000001|PENDING|BeginTime||1795371903|1795375503|1795368303|nonce123
        6|fw-000000000000000000000001|PENDING|PartitionConfig||N/A|N/A|1795368303|nonce123
        3|fw-000000000000000000000002|RUNNING|None|sch1|1795368304|1795371904|1795368303|non ce
        10|fw-000000000000000000000001|FAILED|BadConstraints||1795368303|1795368303|1795368303|nonce123
        1|fw-000000000000000000000001|COMPLETED|None|sch1|1795368304|1795368304|1795368303|nonce123
        """;

    [Fact]
    public void Accounting_rows_and_their_steps_become_one_observation_a_job()
    {
        var jobs = SlurmAccounting.Parse(Text(Accounting)).ToDictionary(job => job.SchedulerJobId);

        jobs.Count.ShouldBe(5);
        jobs["3"].ShouldBe(new()
        {
            SchedulerJobId = "3",
            JobName = "fw-000000000000000000000002",
            Phase = SchedulerPhase.Ended,
            Cause = EndCause.Cancelled,
            RawState = "CANCELLED by 0",
            Reason = "cancelled by user id 0",
            Comment = "non ce",
            Node = "sch1",
            ExitCode = 0,
            SubmittedAt = DateTimeOffset.FromUnixTimeSeconds(1795368303),
            StartedAt = DateTimeOffset.FromUnixTimeSeconds(1795368304),
            EndedAt = DateTimeOffset.FromUnixTimeSeconds(1795368367),
            PeakMemoryBytes = 400 * 1024,
            CpuTime = TimeSpan.FromMilliseconds(2),
            Witness = "sacct",
        });
        jobs["4"].Cause.ShouldBe(EndCause.OutOfMemory);
        jobs["4"].Signal.ShouldBeNull();
        jobs["2"].Cause.ShouldBe(EndCause.ScriptFailed);
        jobs["2"].ExitCode.ShouldBe(3);
        jobs["5"].Phase.ShouldBe(SchedulerPhase.Queued);
        jobs["5"].Reason.ShouldBe("JobHeldUser");
        jobs["5"].Node.ShouldBeNull();
    }

    [Fact]
    public void Of_several_rows_of_one_requeued_job_the_latest_start_counts()
    {
        const string rows = """
            7|fw-a|NODE_FAIL|0:0|1795368304|1795368404||00:00:00|n1|None|1795368303|
            7|fw-a|COMPLETED|0:0|1795368504|1795368604||00:00:00|n2|None|1795368303|
            8|fw-a|COMPLETED|0:0|1795368404|1795368604||00:00:00|n2|None|1795368303|
            8|fw-a|NODE_FAIL|0:0|1795368304|1795368404||00:00:00|n1|None|1795368303|
            """;

        var jobs = SlurmAccounting.Parse(Text(rows));

        jobs.Select(job => job.SchedulerJobId).ShouldBe(["7", "8"]);
        jobs.ShouldAllBe(job => job.Cause == EndCause.ScriptSucceeded);
    }

    [Fact]
    public void A_failed_output_file_is_told_in_words()
    {
        var job = SlurmAccounting.Parse(Text("9|fw-a|FAILED|0:53|1795368304|1795368304||00:00:00|n1|RaisedSignal:53(Real-time_signal_19)|1795368303|")).Single();

        job.Cause.ShouldBe(EndCause.LaunchFailure);
        job.Reason.ShouldNotBeNull().ShouldContain("output file");
    }

    [Fact]
    public void The_queue_tells_who_waits_why_and_who_runs_where()
    {
        var jobs = SlurmQueue.Parse(Text(Queue)).ToDictionary(job => job.SchedulerJobId);

        jobs["13"].Phase.ShouldBe(SchedulerPhase.Queued);
        jobs["13"].Reason.ShouldBe("BeginTime");
        jobs["13"].StartedAt.ShouldBeNull();
        jobs["13"].SubmittedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1795368303));
        jobs["3"].Phase.ShouldBe(SchedulerPhase.Running);
        jobs["3"].Node.ShouldBe("sch1");
        jobs["3"].StartedAt.ShouldNotBeNull();
        jobs["3"].EndedAt.ShouldBeNull();
        jobs["3"].Comment.ShouldBe("non ce");
        jobs["10"].Cause.ShouldBe(EndCause.LaunchFailure);
        jobs["1"].Cause.ShouldBe(EndCause.ScriptSucceeded);
    }

    [Fact]
    public void Rests_of_broken_lines_are_no_jobs() =>
        SlurmQueue.Parse("slurm says hello\n\n" + Text("1|fw-a|RUNNING|None|n1|1|2|1|first\nsecond line")).ShouldHaveSingleItem().Comment.ShouldBe("first");

    [Fact]
    public void The_controllers_table_is_read()
    {
        const string line = "JobId=2 JobName=fw-000000000000000000000001 UserId=root(0) GroupId=root(0) MCS_label=N/A Priority=1 Nice=0 Account=root QOS=normal JobState=FAILED Reason=NonZeroExitCode Dependency=(null) Requeue=1 Restarts=0 BatchFlag=1 Reboot=0 ExitCode=3:0 RunTime=00:00:00 TimeLimit=01:00:00 TimeMin=N/A SubmitTime=1795368303 EligibleTime=1795368303 AccrueTime=1795368303 StartTime=1795368304 EndTime=1795368305 Deadline=N/A Partition=main AllocNode:Sid=localhost:6033 ReqNodeList=(null) ExcNodeList=(null) NodeList=sch1 BatchHost=sch1 NumNodes=1 Comment=nonce123  StdErr=/w/2.txt StdIn=/dev/null StdOut=/w/2.txt Power= ";

        var job = SlurmJobTable.Parse(line + "\n").ShouldHaveSingleItem();

        job.SchedulerJobId.ShouldBe("2");
        job.JobName.ShouldBe("fw-000000000000000000000001");
        job.Cause.ShouldBe(EndCause.ScriptFailed);
        job.ExitCode.ShouldBe(3);
        job.Node.ShouldBe("sch1");
        job.Comment.ShouldBe("nonce123");
        job.SubmittedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1795368303));
        job.EndedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1795368305));
    }

    private static string Text(string rows) => rows.Replace('|', SlurmRows.Separator);
}
