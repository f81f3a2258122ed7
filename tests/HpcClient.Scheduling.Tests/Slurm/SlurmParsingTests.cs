using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling.Tests.Slurm;

/// <summary>Recorded from Slurm 22.05.8, with a bar in place of the separator except in comments.</summary>
public sealed class SlurmParsingTests
{
    private const string Accounting = """
        3|fw-000000000000000000000002|CANCELLED by 0|0:0|1795368304|1795368367||00:00.002|sch1|None|1795368303|01:00:00|1|64M|billing=1,cpu=1,mem=64M,node=1|||non ce
        3.batch|batch|CANCELLED|0:15|1795368304|1795368368|400K|00:00.002|sch1||1795368303||1||cpu=1,mem=64M,node=1|cpu=00:00:00,energy=0,fs/disk=4111,mem=400K,pages=0,vmem=400K||
        4|fw-000000000000000000000003|OUT_OF_MEMORY|0:125|1795368304|1795368304||00:00.253|sch1|None|1795368303|01:00:00|1|50M|billing=1,cpu=1,mem=50M,node=1|||c
        4.batch|batch|OUT_OF_MEMORY|0:125|1795368304|1795368304|49544K|00:00.253|sch1||1795368303||1||cpu=1,mem=50M,node=1|cpu=00:00:00,energy=0,fs/disk=102056483,mem=49544K,pages=0,vmem=49544K||
        2|fw-000000000000000000000001|FAILED|3:0|1795368304|1795368304||00:00.002|sch1|None|1795368303|01:00:00|1|64M|billing=1,cpu=1,gres/gpu=2,mem=64M,node=1|||nonce123
        2.batch|batch|FAILED|3:0|1795368304|1795368304|0|00:00.002|sch1||1795368303||1||cpu=1,gres/gpu=2,mem=64M,node=1|||
        5|fw-000000000000000000000001|PENDING|0:0|Unknown|Unknown||00:00:00|None assigned|JobHeldUser|1795368303|01:00:00|1|64M||||
        10|fw-000000000000000000000001|FAILED|1:0|1795368303|1795368303||00:00:00|None assigned|None|1795368303|01:00:00|4|16000M||||nonce123
        24|fw-000000000000000000000004|CANCELLED by 0|0:0|None|1795368367||00:00:00|None assigned|None|1795368303|01:00:00|1|2711M||||
        """;

    // Put back into the queue by scontrol requeue, preempted, and run again; without --duplicates sacct tells the last run only.
    private const string Requeued = """
        1|fw-a|REQUEUED|0:0|1795616968|1795617007||00:00.014|sched1|None|1795616968|01:00:00|4|200M|billing=4,cpu=4,gres/gpu=2,mem=200M,node=1|||
        1.batch|batch|CANCELLED|0:15|1795616968|1795617008|900M|00:00.014|sched1||1795616968||4||cpu=4,gres/gpu=2,mem=200M,node=1|cpu=00:00:00,mem=900M||
        18|fw-b|PREEMPTED|0:0|1795617089|1795617091||00:00.016|sched1|None|1795617088|01:00:00|4|100M|billing=4,cpu=4,mem=100M,node=1|||
        18.batch|batch|CANCELLED|0:15|1795617089|1795617092|216K|00:00.016|sched1||1795617089||4||cpu=4,mem=100M,node=1|cpu=00:00:00,mem=216K||
        1|fw-a|COMPLETED|0:0|1795617130|1795617140||00:00.014|sched2|None|1795617009|01:00:00|4|200M|billing=4,cpu=4,gres/gpu=2,mem=200M,node=1|||
        1.batch|batch|COMPLETED|0:0|1795617130|1795617140|224K|00:00.014|sched2||1795617130||4||cpu=4,gres/gpu=2,mem=200M,node=1|cpu=00:00:00,mem=224K||
        18|fw-b|PENDING|0:0|Unknown|Unknown||00:00:00|None assigned|BeginTime|1795617092|01:00:00|4|100M||||
        """;

    private const string Queue = """
        13|fw-000000000000000000000001|PENDING|BeginTime||1795371903|1795375503|1795368303|main|1|cpu=1,mem=64M,node=1,billing=1|1:00:00|1|(null)|nonce123
        6|fw-000000000000000000000001|PENDING|PartitionConfig||N/A|N/A|1795368303|main|1|cpu=9,mem=576M,node=9,billing=9|1:00:00|0|(null)|nonce123
        3|fw-000000000000000000000002|RUNNING|None|sch1|1795368304|1795371904|1795368303|main|1|cpu=4,mem=200M,node=1,billing=4,gres/gpu=2|1:00:00|0|(null)|non ce
        10|fw-000000000000000000000001|FAILED|BadConstraints||1795368303|1795368303|1795368303|gpu|1|cpu=4,mem=16000M,node=1,billing=4,gres/gpu=1|1:00:00|0|(null)|nonce123
        1|fw-000000000000000000000001|COMPLETED|None|sch1|1795368304|1795368304|1795368303|main|1|cpu=2,mem=2G,node=1,billing=2|30:00|0|(null)|nonce123
        23|fw-a|PENDING|Resources||1795620568|1795622368|1795616970|main|1|cpu=2,mem=2G,node=1,billing=2|30:00|0|(null)|x y
        24|fw-b|PENDING|Priority||1795620568|1795624168|1795616970|main|1|cpu=1,mem=64M,node=1,billing=1,gres/gpu=1|1:00:00|0|(null)|(null)
        26|fw-c|PENDING|Dependency||N/A|N/A|1795616970|main|1|cpu=1,mem=64M,node=1,billing=1|1:00:00|0|afterok:1(unfulfilled)|(null)
        27|fw-d|PENDING|JobHeldUser||N/A|N/A|1795616970|main|0|cpu=1,mem=64M,node=1,billing=1|1:00:00|0|(null)|(null)
        29|fw-e|PENDING|Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions||1795624140|1795627740|1795616971|main,gpu|1|cpu=1,mem=64M,node=1,billing=1|1:00:00|0|(null)|(null)
        30|fw-f|PENDING|Priority||N/A|N/A|1795616971|main|900|cpu=1,mem=64M,node=1,billing=1|3-00:00:00|0|(null)|(null)
        """;

    [Fact]
    public void Accounting_rows_and_their_steps_become_one_observation_a_job()
    {
        var jobs = Read(Accounting).ToDictionary(job => job.SchedulerJobId);

        jobs.Count.ShouldBe(6);
        jobs["3"].ShouldBe(new()
        {
            SchedulerJobId = "3",
            JobName = "fw-000000000000000000000002",
            Phase = SchedulerPhase.Ended,
            Cause = EndCause.Cancelled,
            RawState = "CANCELLED by 0",
            Reason = "cancelled by root (user id 0)",
            CancelledBy = "root",
            Comment = "non ce",
            Node = "sch1",
            ExitCode = 0,
            SubmittedAt = DateTimeOffset.FromUnixTimeSeconds(1795368303),
            StartedAt = DateTimeOffset.FromUnixTimeSeconds(1795368304),
            EndedAt = DateTimeOffset.FromUnixTimeSeconds(1795368367),
            PeakMemoryBytes = 400 * 1024,
            CpuTime = TimeSpan.FromMilliseconds(2),
            TimeLimit = TimeSpan.FromHours(1),
            Cpus = 1,
            MemoryLimitBytes = 64 * 1024 * 1024,
            Witness = "sacct",
        });
        jobs["4"].Cause.ShouldBe(EndCause.OutOfMemory);
        jobs["4"].Signal.ShouldBeNull();
        jobs["2"].Cause.ShouldBe(EndCause.ScriptFailed);
        jobs["2"].ExitCode.ShouldBe(3);
        jobs["5"].Phase.ShouldBe(SchedulerPhase.Queued);
        jobs["5"].Reason.ShouldBe("JobHeldUser");
        jobs["5"].Node.ShouldBeNull();
        jobs["2"].Gpus.ShouldBe(2);

        // Cancelled while it waited: nothing was given, whatever was asked for.
        jobs["24"].Cpus.ShouldBeNull();
        jobs["24"].MemoryLimitBytes.ShouldBeNull();
    }

    [Fact]
    public void Earlier_runs_of_a_requeued_job_are_counted_and_are_neither_its_end_nor_its_memory()
    {
        var jobs = Read(Requeued).ToDictionary(job => job.SchedulerJobId);

        jobs["1"].Cause.ShouldBe(EndCause.ScriptSucceeded);
        jobs["1"].RestartCount.ShouldBe(1);
        jobs["1"].PeakMemoryBytes.ShouldBe(224 * 1024);
        jobs["18"].Phase.ShouldBe(SchedulerPhase.Queued);
        jobs["18"].RestartCount.ShouldBe(1);
        jobs["18"].PeakMemoryBytes.ShouldBeNull();
    }

    /// <summary>From the manual of sacct of 24.05, which also tells restarts; types of GPUs, and their use as NVML gathers it.</summary>
    [Fact]
    public void Later_releases_tell_restarts_types_of_GPUs_and_their_use()
    {
        const string rows = """
            7|fw-a|COMPLETED|0:0|1795368304|1795368404||00:10|n1|None|1795368303|2-00:00:00|8|64G|billing=8,cpu=8,gres/gpu:a100=2,mem=64G,node=1||3|
            7.batch|batch|COMPLETED|0:0|1795368304|1795368404|1G|00:10|n1||1795368303||8||cpu=8|cpu=00:00:10,gres/gpumem=1500M,gres/gpuutil=120,mem=1G||
            7.0|x|COMPLETED|0:0|1795368304|1795368404|2G|00:10|n1||1795368303||8||cpu=8|cpu=00:00:10,gres/gpumem=3G,gres/gpuutil=40,mem=2G||
            """;

        var job = Read(rows).ShouldHaveSingleItem();

        job.RestartCount.ShouldBe(3);
        job.Gpus.ShouldBe(2);
        job.GpuUsage.ShouldBe(new(120, 3L << 30));
        job.PeakMemoryBytes.ShouldBe(2L << 30);
        job.TimeLimit.ShouldBe(TimeSpan.FromDays(2));
        job.MemoryLimitBytes.ShouldBe(64L << 30);
    }

    [Theory]
    [InlineData("4Gc", 8L << 30)]
    [InlineData("4Gn", 4L << 30)]
    [InlineData("4G", 4L << 30)]
    [InlineData("", null)]
    public void Where_nothing_else_tells_the_memory_that_was_asked_for_is_the_limit(string asked, long? bytes) =>
        Read($"9|fw-a|COMPLETED|0:0|1|2||00:00:00|n1|None|1|01:00:00|2|{asked}||||").ShouldHaveSingleItem().MemoryLimitBytes.ShouldBe(bytes);

    [Fact]
    public void Of_several_rows_of_one_requeued_job_the_latest_start_counts()
    {
        const string rows = """
            7|fw-a|NODE_FAIL|0:0|1795368304|1795368404||00:00:00|n1|None|1795368303|||||||
            7|fw-a|COMPLETED|0:0|1795368504|1795368604||00:00:00|n2|None|1795368303|||||||
            8|fw-a|COMPLETED|0:0|1795368404|1795368604||00:00:00|n2|None|1795368303|||||||
            8|fw-a|NODE_FAIL|0:0|1795368304|1795368404||00:00:00|n1|None|1795368303|||||||
            """;

        var jobs = Read(rows);

        jobs.Select(job => job.SchedulerJobId).ShouldBe(["7", "8"]);
        jobs.ShouldAllBe(job => job.Cause == EndCause.ScriptSucceeded);
    }

    [Fact]
    public void A_failed_output_file_is_told_in_words()
    {
        var job = Read("9|fw-a|FAILED|0:53|1795368304|1795368304||00:00:00|n1|RaisedSignal:53(Real-time_signal_19)|1795368303|||||||").Single();

        job.Cause.ShouldBe(EndCause.LaunchFailure);
        job.Reason.ShouldNotBeNull().ShouldContain("output file");
    }

    [Fact]
    public void The_queue_tells_who_waits_why_and_who_runs_where()
    {
        var jobs = SlurmQueue.Parse(SlurmText.Rows(Queue)).ToDictionary(job => job.SchedulerJobId);

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
        jobs["13"].RestartCount.ShouldBe(1);
        jobs["13"].ExpectedStart.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1795371903));
        jobs["13"].Cpus.ShouldBeNull();
        jobs["3"].ExpectedStart.ShouldBeNull();
        jobs["3"].WaitsFor.ShouldBeNull();
        (jobs["3"].Cpus, jobs["3"].Gpus, jobs["3"].MemoryLimitBytes).ShouldBe((4, 2, 200L << 20));
        jobs["10"].Gpus.ShouldBeNull();
    }

    [Fact]
    public void Waits_are_told_in_words_with_what_was_asked_for()
    {
        var jobs = SlurmQueue.Parse(SlurmText.Rows(Queue)).ToDictionary(job => job.SchedulerJobId);

        jobs["23"].WaitsFor.ShouldBe("waits for 2 free CPUs and 2G of memory on partition main");
        jobs["24"].WaitsFor.ShouldBe("waits for a free GPU, a free CPU and 64M of memory on partition main, behind jobs of higher priority");
        jobs["26"].WaitsFor.ShouldBe("waits for another job to end (afterok:1(unfulfilled))");
        jobs["29"].WaitsFor.ShouldBe("waits for a free CPU and 64M of memory on partition main or gpu: the nodes for it are down, drained or kept for partitions of higher priority");
        jobs["27"].ExpectedStart.ShouldBeNull();
        jobs["30"].TimeLimit.ShouldBe(TimeSpan.FromDays(3));
    }

    [Fact]
    public void Who_stands_before_a_job_goes_by_partition_priority_and_age_and_counts_no_job_that_cannot_start()
    {
        var jobs = SlurmQueue.Parse(SlurmText.Rows(Queue)).ToDictionary(job => job.SchedulerJobId);

        jobs["30"].JobsAhead.ShouldBe(0);
        jobs["23"].JobsAhead.ShouldBe(1);
        jobs["24"].JobsAhead.ShouldBe(2);

        // The first in partition gpu, the fourth in main.
        jobs["29"].JobsAhead.ShouldBe(0);
        jobs["26"].JobsAhead.ShouldBeNull();
        jobs["27"].JobsAhead.ShouldBeNull();
        jobs["3"].JobsAhead.ShouldBeNull();
    }

    [Fact]
    public void Before_a_start_nothing_is_given_whatever_is_listed_and_a_job_that_runs_waits_for_nothing()
    {
        SlurmQueue.Parse(SlurmText.Rows(SlurmText.Queue("1", "fw-a", "PENDING", node: "n1", start: "10"))).ShouldHaveSingleItem().Cpus.ShouldBeNull();
        SlurmQueue.Parse(SlurmText.Rows(SlurmText.Queue("1", "fw-a", "RUNNING", "Resources"))).ShouldHaveSingleItem().WaitsFor.ShouldBeNull();
        SlurmQueue.Parse(SlurmText.Rows(SlurmText.Queue("1", "fw-a", "PENDING", "Resources", node: "", partition: ""))).ShouldHaveSingleItem().WaitsFor.ShouldBe("waits for a free CPU and 64M of memory");
    }

    [Fact]
    public void Rests_of_broken_lines_are_no_jobs() =>
        SlurmQueue.Parse("slurm says hello\n\n" + SlurmText.Rows(SlurmText.Queue("1", "fw-a", "RUNNING", comment: "first\nsecond line"))).ShouldHaveSingleItem().Comment.ShouldBe("first");

    [Fact]
    public void The_controllers_table_is_read()
    {
        const string line = "JobId=2 JobName=fw-000000000000000000000001 UserId=root(0) GroupId=root(0) MCS_label=N/A Priority=1 Nice=0 Account=root QOS=normal JobState=FAILED Reason=NonZeroExitCode Dependency=(null) Requeue=1 Restarts=2 BatchFlag=1 Reboot=0 ExitCode=3:0 RunTime=00:00:00 TimeLimit=01:00:00 TimeMin=N/A SubmitTime=1795368303 EligibleTime=1795368303 AccrueTime=1795368303 StartTime=1795368304 EndTime=1795368305 Deadline=N/A Partition=main AllocNode:Sid=localhost:6033 ReqNodeList=(null) ExcNodeList=(null) NodeList=sch1 BatchHost=sch1 NumNodes=1 NumCPUs=4 TRES=cpu=4,mem=100M,node=1,billing=4,gres/gpu=1 Comment=nonce123  StdErr=/w/2.txt StdIn=/dev/null StdOut=/w/2.txt Power= ";

        var job = SlurmJobTable.Parse(line + "\n").ShouldHaveSingleItem();

        job.SchedulerJobId.ShouldBe("2");
        job.JobName.ShouldBe("fw-000000000000000000000001");
        job.Cause.ShouldBe(EndCause.ScriptFailed);
        job.ExitCode.ShouldBe(3);
        job.Node.ShouldBe("sch1");
        job.Comment.ShouldBe("nonce123");
        job.SubmittedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1795368303));
        job.EndedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1795368305));
        job.TimeLimit.ShouldBe(TimeSpan.FromHours(1));
        job.RestartCount.ShouldBe(2);
        (job.Cpus, job.Gpus, job.MemoryLimitBytes).ShouldBe((4, 1, 100L << 20));
    }

    private static IReadOnlyList<Observation> Read(string rows) => new SlurmAccountingRows(new()).Read(SlurmText.Rows(rows));
}
