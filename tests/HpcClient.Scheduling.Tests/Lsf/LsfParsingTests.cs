using System.Text.Json;
using HpcClient.Scheduling.Lsf;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Tests.Lsf;

/// <summary>Written after LSF's public documentation of bjobs -json, bacct -l -UF and lsb.acct: no LSF was at hand.</summary>
public sealed class LsfParsingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 21, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_record_becomes_an_observation()
    {
        const string text = """
            {"COMMAND":"bjobs","JOBS":1,"RECORDS":[{"JOBID":"12","STAT":"EXIT","JOB_NAME":"fw-a","JOB_DESCRIPTION":"abc","EXEC_HOST":"4*node1",
            "EXIT_CODE":"137","EXIT_REASON":"TERM_MEMLIMIT: job killed after reaching LSF memory usage limit","PEND_REASON":"-","MAX_MEM":"1.5 Gbytes",
            "CPU_USED":"12.5 second(s)","SUBMIT_TIME":"Nov 22 20:24","START_TIME":"Nov 22 20:25","FINISH_TIME":"Nov 22 20:45 L"}]}
            """;

        LsfQueue.Parse(text, Now).ShouldHaveSingleItem().ShouldBe(new()
        {
            SchedulerJobId = "12",
            JobName = "fw-a",
            Phase = SchedulerPhase.Ended,
            Cause = EndCause.OutOfMemory,
            RawState = "EXIT",
            Reason = "TERM_MEMLIMIT: job killed after reaching LSF memory usage limit",
            Comment = "abc",
            Node = "4*node1",
            Signal = 9,
            SubmittedAt = new DateTimeOffset(2026, 11, 22, 20, 24, 0, TimeSpan.Zero),
            StartedAt = new DateTimeOffset(2026, 11, 22, 20, 25, 0, TimeSpan.Zero),
            EndedAt = new DateTimeOffset(2026, 11, 22, 20, 45, 0, TimeSpan.Zero),
            PeakMemoryBytes = 1_610_612_736,
            CpuTime = TimeSpan.FromSeconds(12.5),
            Witness = "bjobs",
        });
    }

    [Theory]
    [InlineData("PEND", SchedulerPhase.Queued)]
    [InlineData("PSUSP", SchedulerPhase.Queued)]
    [InlineData("WAIT", SchedulerPhase.Queued)]
    [InlineData("RUN", SchedulerPhase.Running)]
    [InlineData("USUSP", SchedulerPhase.Running)]
    [InlineData("SSUSP", SchedulerPhase.Running)]
    [InlineData("UNKWN", SchedulerPhase.Running)]
    [InlineData("ZOMBI", SchedulerPhase.Running)]
    [InlineData("DONE", SchedulerPhase.Ended)]
    [InlineData("EXIT", SchedulerPhase.Ended)]
    [InlineData("NEW", SchedulerPhase.Unknown)]
    public void States_are_mapped(string state, object phase) => Job(state).Phase.ShouldBe((SchedulerPhase)phase);

    [Theory]
    [InlineData("TERM_RUNLIMIT: job killed after reaching LSF run time limit", EndCause.TimeLimit)]
    [InlineData("TERM_OWNER: job killed by owner", EndCause.Cancelled)]
    [InlineData("TERM_ADMIN: job killed by root or LSF administrator", EndCause.Cancelled)]
    [InlineData("TERM_PREEMPT: job killed after preemption", EndCause.Preempted)]
    [InlineData("TERM_ZOMBI: job exited while LSF is not available", EndCause.NodeFailure)]
    [InlineData("TERM_CWD_NOTEXIST: current working directory is not accessible", EndCause.LaunchFailure)]
    [InlineData("TERM_EXTERNAL_SIGNAL: job killed by a signal external to LSF", EndCause.ScriptFailed)]
    [InlineData("-", EndCause.ScriptFailed)]
    public void Reasons_of_termination_give_the_cause(string reason, object cause) => Job("EXIT", reason).Cause.ShouldBe((EndCause)cause);

    [Fact]
    public void An_exit_code_of_the_script_is_no_signal()
    {
        Job("EXIT", "-", "137").ExitCode.ShouldBe(137);
        Job("EXIT", "-", "3").ExitCode.ShouldBe(3);
        Job("DONE").ExitCode.ShouldBe(0);
        Job("RUN").ExitCode.ShouldBeNull();
    }

    [Fact]
    public void Waits_are_told_in_words_with_the_place_in_the_line()
    {
        const string text = """
            {"RECORDS":[
            {"JOBID":"12","STAT":"PEND","JOB_NAME":"fw-a","QUEUE":"gpu","JOB_PRIORITY":"50","NREQ_SLOT":"4","MEMLIMIT":"16 Gbytes","GPU_NUM":"1","RUNTIMELIMIT":"60.0 min of h","PEND_REASON":"Not enough hosts to meet the job's spanning requirement;","ESTIMATED_START_TIME":"Nov 30 20:25 E"},
            {"JOBID":"11","STAT":"PEND","JOB_NAME":"fw-b","QUEUE":"gpu","JOB_PRIORITY":"50","PEND_REASON":"Job dependency condition not satisfied;"},
            {"JOBID":"13","STAT":"PEND","JOB_NAME":"fw-c","QUEUE":"gpu","JOB_PRIORITY":"90","PEND_REASON":"Something \u001b new"},
            {"JOBID":"14","STAT":"PSUSP","JOB_NAME":"fw-d","QUEUE":"gpu","PEND_REASON":"The job was suspended by the user while pending"},
            {"JOBID":"15","STAT":"RUN","JOB_NAME":"fw-e","QUEUE":"gpu","NALLOC_SLOT":"4","MEMLIMIT":"16 Gbytes","GPU_NUM":"-"}]}
            """;

        var jobs = LsfQueue.Parse(text, Now).ToDictionary(job => job.SchedulerJobId);

        jobs["12"].WaitsFor.ShouldBe("waits for a free GPU, 4 free CPUs and 16G of memory on queue gpu (Not enough hosts to meet the job's spanning requirement)");
        jobs["12"].ExpectedStart.ShouldNotBeNull().ShouldBeGreaterThan(Now.AddDays(-1));
        jobs["12"].TimeLimit.ShouldBe(TimeSpan.FromHours(1));
        jobs["11"].WaitsFor.ShouldBe("waits for another job to end");
        jobs["13"].WaitsFor.ShouldBe("Something ? new");
        jobs["14"].WaitsFor.ShouldNotBeNull().ShouldContain("is held");
        (jobs["15"].Cpus, jobs["15"].MemoryLimitBytes, jobs["15"].Gpus).ShouldBe((4, 16L << 30, null));
        ((string[])["13", "11", "12", "14", "15"]).Select(id => jobs[id].JobsAhead).ShouldBe([0, 1, 2, null, null]);
    }

    [Fact]
    public void The_history_tells_ends_with_exit_codes_and_restarts()
    {
        const string text = """
            Job <12>, Job Name <fw-a>, User <ann>, Project <flywheel>, Command <x>, Job Description <abc>
            Sun Nov 22 19:00:00: Submitted from host <login1>, to Queue <normal>;
            Sun Nov 22 19:00:10: Dispatched 1 Task(s) on Host(s) <node1>;
            Sun Nov 22 19:00:20: Exited with exit code 99. The CPU time used is 0.1 seconds;
            Sun Nov 22 19:00:30: Dispatched 1 Task(s) on Host(s) <node2>;
            Sun Nov 22 19:30:10: Exited by signal 9. The CPU time used is 12.5 seconds;
            Sun Nov 22 19:30:11: Completed <exit>; TERM_MEMLIMIT: job killed after reaching LSF memory usage limit;
            Job <13>, Job Name <fw-b>, User <ann>
            Sun Nov 22 19:00:10: [1] dispatched to <node1>;
            Sun Nov 22 19:01:10: Done successfully. The CPU time used is 0.2 seconds;
            Job <14>, Job Name <fw-c>, User <ann>
            Sun Nov 22 19:00:10: [1] dispatched to <node1>;
            """;

        var jobs = LsfHistory.Parse(text, Now).ToDictionary(job => job.SchedulerJobId);

        jobs.Keys.ShouldBe(["12", "13"], ignoreOrder: true);
        jobs["12"].Cause.ShouldBe(EndCause.OutOfMemory);
        jobs["12"].Signal.ShouldBe(9);
        jobs["12"].RestartCount.ShouldBe(1);
        jobs["12"].Comment.ShouldBe("abc");
        jobs["12"].CpuTime.ShouldBe(TimeSpan.FromSeconds(12.5));
        jobs["12"].StartedAt.ShouldBe(new DateTimeOffset(2026, 11, 22, 19, 0, 30, TimeSpan.Zero));
        jobs["13"].Cause.ShouldBe(EndCause.ScriptSucceeded);
    }

    [Fact]
    public void A_record_of_an_error_is_no_job() =>
        LsfQueue.Parse("""{"COMMAND":"bjobs","JOBS":1,"RECORDS":[{"JOBID":"9","ERROR":"Job <9> is not found"}]}""", Now).ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("JOBID USER STAT")]
    [InlineData("[]")]
    [InlineData("{\"RECORDS\":[")]
    public void What_is_no_whole_JSON_is_no_empty_queue(string text) => Should.Throw<JsonException>(() => LsfQueue.Parse(text, Now));

    [Fact]
    public void Times_without_a_year_lie_in_the_past()
    {
        LsfValues.Time("Dec 31 23:59", Now).ShouldBe(new DateTimeOffset(2025, 12, 31, 23, 59, 0, TimeSpan.Zero));
        LsfValues.Time("Nov  1 02:05", Now).ShouldBe(new DateTimeOffset(2026, 11, 1, 2, 5, 0, TimeSpan.Zero));
        LsfValues.Time("Sun Nov 22 20:25:44", Now).ShouldBe(new DateTimeOffset(2026, 11, 22, 20, 25, 44, TimeSpan.Zero));
        LsfValues.Time("Nov 22 20:25:44 2024", Now).ShouldBe(new DateTimeOffset(2024, 11, 22, 20, 25, 44, TimeSpan.Zero));
        LsfValues.Time("-", Now).ShouldBeNull();
        LsfValues.Time("Feb 29 00:00", Now).ShouldBe(new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Accounting_tells_ends_with_reasons()
    {
        const string text = """

            Accounting information about jobs that are:
              - submitted by users ann,
            ------------------------------------------------------------------------------

            Job <12>, Job Name <fw-a>, User <ann>, Project <flywheel>, Status <EXIT>, Queue <normal>, Command <#!/bin/bash;exec ./engine>, Share group charged </ann>, Job Description <abc>
            Sun Nov 22 19:00:00: Submitted from host <login1>, CWD <$HOME>, Output File (overwrite) </fw/x.txt>;
            Sun Nov 22 19:00:10: Dispatched 1 Task(s) on Host(s) <node1>, Allocated 1 Slot(s) on Host(s) <node1>;
            Sun Nov 22 19:30:10: Completed <exit>; TERM_RUNLIMIT: job killed after reaching LSF run time limit.

            Accounting information about this job:
                 CPU_T     WAIT     TURNAROUND   STATUS     HOG_FACTOR    MEM    SWAP
                  0.04       10           1810     exit         0.0000     0M      0M
            ------------------------------------------------------------------------------

            Job <13>, Job Name <fw-b>, User <ann>, Project <flywheel>, Status <DONE>, Queue <normal>, Command <x>
            Sun Nov 22 19:00:00: Submitted from host <login1>, CWD <$HOME>;
            Sun Nov 22 19:00:10: [1] dispatched to <node1>;
            Sun Nov 22 19:01:10: Completed <done>.
            """;

        var jobs = LsfAccounting.Parse(text, Now);

        jobs.Select(job => (job.SchedulerJobId, job.JobName, job.Cause)).ShouldBe([("12", "fw-a", EndCause.TimeLimit), ("13", "fw-b", EndCause.ScriptSucceeded)]);
        jobs[0].Comment.ShouldBe("abc");
        jobs[0].Reason.ShouldBe("TERM_RUNLIMIT: job killed after reaching LSF run time limit");
        jobs[0].EndedAt.ShouldBe(new DateTimeOffset(2026, 11, 22, 19, 30, 10, TimeSpan.Zero));
        jobs[1].SubmittedAt.ShouldBe(new DateTimeOffset(2026, 11, 22, 19, 0, 0, TimeSpan.Zero));
        jobs[1].StartedAt.ShouldBe(new DateTimeOffset(2026, 11, 22, 19, 0, 10, TimeSpan.Zero));
        jobs[1].ExitCode.ShouldBe(0);
    }

    private static Observation Job(string state, string reason = "-", string code = "-") => LsfQueue.Parse(
        $$"""{"COMMAND":"bjobs","JOBS":1,"RECORDS":[{"JOBID":"12","STAT":"{{state}}","JOB_NAME":"fw-a","EXIT_CODE":"{{code}}","EXIT_REASON":"{{reason}}"}]}""", Now).ShouldHaveSingleItem();
}
