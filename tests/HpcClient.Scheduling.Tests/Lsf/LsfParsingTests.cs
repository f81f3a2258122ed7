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

    [Theory]
    [InlineData("EXIT", "TERM_OWNER: job killed by owner", "3", 3, null)]
    [InlineData("EXIT", "TERM_OWNER: job killed by owner", "128", 128, null)]
    [InlineData("EXIT", "TERM_OWNER: job killed by owner", "137", null, 9)]
    [InlineData("EXIT", "TERM_OWNER: job killed by owner", "192", null, 64)]
    [InlineData("EXIT", "TERM_OWNER: job killed by owner", "193", 193, null)]
    [InlineData("RUN", "TERM_OWNER: job killed by owner", "137", null, null)]
    public void A_code_above_128_of_a_job_that_LSF_ended_is_a_signal(string state, string reason, string code, int? exitCode, int? signal)
    {
        var job = Job(state, reason, code);
        (job.ExitCode, job.Signal).ShouldBe((exitCode, signal));
    }

    [Fact]
    public void What_is_done_has_succeeded_whatever_reason_stands_there() => Job("DONE", "TERM_OWNER: job killed by owner").Cause.ShouldBe(EndCause.ScriptSucceeded);

    [Theory]
    [InlineData("UNKWN", "its host does not answer")]
    [InlineData("ZOMBI", "it was killed while its host did not answer")]
    [InlineData("RUN", null)]
    public void A_host_that_does_not_answer_is_told(string state, string? reason) => Job(state).Reason.ShouldBe(reason);

    [Fact]
    public void Numbers_that_are_not_quoted_are_read_as_well()
    {
        var job = LsfQueue.Parse("""{"RECORDS":[{"JOBID":12,"STAT":"EXIT","EXIT_CODE":3}]}""", Now).ShouldHaveSingleItem();
        (job.SchedulerJobId, job.JobName, job.ExitCode).ShouldBe(("12", "", 3));
    }

    [Fact]
    public void A_job_that_runs_tells_forecasts_only_and_one_that_waits_was_given_nothing()
    {
        const string fields = """
            "PEND_REASON":"Something","MEMLIMIT":"16 Gbytes","GPU_NUM":"2","NREQ_SLOT":"4","NALLOC_SLOT":"4","CPU_USED":"1.5 second(s)",
            "START_TIME":"Nov 22 20:25","FINISH_TIME":"Nov 22 22:00 L","ESTIMATED_START_TIME":"Nov 22 22:00 E"
            """;
        var jobs = LsfQueue.Parse($$"""{"RECORDS":[{"JOBID":"1","STAT":"RUN",{{fields}}},{"JOBID":"2","STAT":"PEND",{{fields}}}]}""", Now);

        (jobs[0].Reason, jobs[0].WaitsFor, jobs[0].EndedAt, jobs[0].CpuTime, jobs[0].ExpectedStart).ShouldBe((null, null, null, null, null));
        (jobs[0].Cpus, jobs[0].Gpus, jobs[0].MemoryLimitBytes).ShouldBe((4, 2, 16L << 30));
        (jobs[1].StartedAt, jobs[1].Cpus, jobs[1].Gpus, jobs[1].MemoryLimitBytes, jobs[1].JobsAhead).ShouldBe((null, null, null, null, null));
        jobs[1].ExpectedStart.ShouldBe(new DateTimeOffset(2026, 11, 22, 22, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("The job was suspended by the user while pending", "is held until its user or an administrator releases it (bresume)")]
    [InlineData("Job dependency condition not satisfied", "waits for another job to end")]
    [InlineData("New job is waiting for scheduling", "waits for the scheduler to look at it")]
    [InlineData("The user has reached the per-user job slot limit of the queue", "waits until its user has fewer jobs running: it has as many as it may at once")]
    [InlineData("User has reached the limit of memory", "waits until its user is below its limit again")]
    [InlineData("The queue has reached its job slot limit", "waits until fewer jobs run: there are as many as there may be at once")]
    [InlineData("The queue is closed by its administrator", "waits for its queue, which an administrator has closed")]
    [InlineData("The queue is inactivated by its administrator", "waits for its queue, which an administrator has set inactive")]
    [InlineData("The queue is inactivated by its time windows", "waits for the hours of its queue")]
    [InlineData("The job has a specified start time", "waits for its begin time")]
    [InlineData("Not enough license tokens", "waits for a free licence")]
    [InlineData("Load information unavailable;", "waits for a free place on queue gpu (Load information unavailable)")]
    [InlineData("Job's requirements for resource reservation not satisfied.", "waits for a free place on queue gpu (Job's requirements for resource reservation not satisfied)")]
    [InlineData("Not enough slots or resources for whole duration of the job", "waits for a free place on queue gpu (Not enough slots or resources for whole duration of the job)")]
    [InlineData("No slots or resources", "waits for a free place on queue gpu (No slots or resources)")]
    [InlineData("Too few hosts to meet it", "waits for a free place on queue gpu (Too few hosts to meet it)")]
    [InlineData("Job slots cannot be reserved", "waits for a free place on queue gpu (Job slots cannot be reserved)")]
    [InlineData("Host has other resource requirements", "waits for a free place on queue gpu (Host has other resource requirements)")]
    [InlineData("Something new", "Something new")]
    public void Reasons_become_words(string reason, string words) => LsfWait.Words("PEND", reason, new() { Place = "queue gpu" }).ShouldBe(words);

    [Fact]
    public void A_job_that_is_suspended_while_it_waits_is_held_and_one_without_a_reason_waits_for_nothing_known()
    {
        LsfWait.Words("PSUSP", "Something new", new()).ShouldNotBeNull().ShouldStartWith("is held");
        LsfWait.Words("PSUSP", null, new()).ShouldNotBeNull().ShouldStartWith("is held");
        LsfWait.Words("PEND", null, new()).ShouldBeNull();
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
        (jobs["12"].JobName, jobs["12"].RawState, jobs["12"].ExitCode, jobs["12"].Witness).ShouldBe(("fw-a", "EXIT", null, "bhist"));
        (jobs["13"].RawState, jobs["13"].ExitCode).ShouldBe(("DONE", 0));
        jobs["12"].SubmittedAt.ShouldBe(new DateTimeOffset(2026, 11, 22, 19, 0, 0, TimeSpan.Zero));

        // The first of the two lines that tell of the end.
        jobs["12"].EndedAt.ShouldBe(new DateTimeOffset(2026, 11, 22, 19, 30, 10, TimeSpan.Zero));
    }

    [Fact]
    public void What_ended_an_earlier_run_says_nothing_of_the_last_one()
    {
        const string text = """
            Job <12>, Job Name <fw-a>, User <ann>
            Sun Nov 22 19:00:10: Dispatched 1 Task(s) on Host(s) <node1>;
            Sun Nov 22 19:00:20: Exited by signal 9. The CPU time used is 5.5 seconds;
            Sun Nov 22 19:00:21: Completed <exit>; TERM_PREEMPT: job killed after preemption;
            Sun Nov 22 19:00:30: Dispatched 1 Task(s) on Host(s) <node2>;
            Sun Nov 22 19:30:10: Exited with exit code 3;
            Sun Nov 22 19:30:11: Completed <exit>;
            """;

        var job = LsfHistory.Parse(text, Now).ShouldHaveSingleItem();

        (job.Cause, job.Reason, job.ExitCode, job.Signal, job.CpuTime, job.RestartCount).ShouldBe((EndCause.ScriptFailed, null, 3, null, null, 1));
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

    [Theory]
    [InlineData("Dec 31 23:59", 2026, 12, 31)]
    [InlineData("Jan  5 10:00", 2027, 1, 5)]
    [InlineData("Nov 22 20:25 E", 2026, 11, 22)]
    [InlineData("Nov 23 22:00", 2026, 11, 23)]
    public void Forecasts_without_a_year_lie_ahead(string text, int year, int month, int day) =>
        LsfValues.Forecast(text, Now).ShouldNotBeNull().Date.ShouldBe(new(year, month, day));

    [Theory]
    [InlineData("-")]
    [InlineData("")]
    [InlineData("99999999999999999999 second(s)")]
    public void A_time_used_that_is_none_or_out_of_all_bounds_is_not_known(string text) => LsfValues.Seconds(text).ShouldBeNull();

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
        jobs[0].ExitCode.ShouldBeNull();
        jobs.Select(job => (job.RawState, job.Witness)).ShouldBe([("EXIT", "bacct"), ("DONE", "bacct")]);
    }

    private static Observation Job(string state, string reason = "-", string code = "-") => LsfQueue.Parse(
        $$"""{"COMMAND":"bjobs","JOBS":1,"RECORDS":[{"JOBID":"12","STAT":"{{state}}","JOB_NAME":"fw-a","EXIT_CODE":"{{code}}","EXIT_REASON":"{{reason}}"}]}""", Now).ShouldHaveSingleItem();
}
