using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Lsf;

/// <summary>Against stand-in commands that talk as LSF's public documentation says.</summary>
public sealed class LsfFaultTests : IDisposable
{
    private readonly CommandStandIn _lsf = CommandStandIn.Lsf();

    public void Dispose() => _lsf.Dispose();

    [Fact]
    public async Task The_script_goes_to_bsub_by_standard_input_and_the_id_comes_back()
    {
        _lsf.With("bsub", $"cat > '{_lsf.File_("got")}'; echo 'Job <4711> is submitted to default queue <normal>.'");
        var script = _lsf.File_("job.sh");
        await File.WriteAllTextAsync(script, "#!/bin/bash\n#BSUB -n 1\n");

        (await _lsf.Submit(Intents.Of(script, command: ["bsub", "-J", "fw-a"]) with { ScriptOnStandardInput = true })).ShouldBe(new SubmissionResult.Accepted("4711"));

        (await File.ReadAllTextAsync(_lsf.File_("got"))).ShouldBe("#!/bin/bash\n#BSUB -n 1\n");
        _lsf.CallsOf("bsub").ShouldBe(["-J fw-a"]);
    }

    [Theory]
    [InlineData("no-such: No such queue. Job not submitted.", false, "bqueues")]
    [InlineData("Bad resource requirement syntax. Job not submitted.", false, "-R")]
    [InlineData("Request aborted by esub. Job not submitted.", false, "esub")]
    [InlineData("RUNLIMIT: Cannot exceed queue's hard limit(s). Job not submitted.", false, "walltime")]
    [InlineData("User <ann>: User has reached the pending job threshold. Job not submitted.", true, "limit")]
    [InlineData("Something new. Job not submitted.", true, "tried again")]
    public async Task A_refusal_is_told_with_its_remedy(string said, bool worthRetrying, string word)
    {
        var refused = (await Submit($"echo \"{said}\" >&2; exit 255")).ShouldBeOfType<SubmissionResult.Refused>();
        refused.WorthRetrying.ShouldBe(worthRetrying);
        refused.Reason.ShouldContain(word);
    }

    [Theory]
    [InlineData("echo 'batch system daemon not responding ... still trying' >&2; exit 255")]
    [InlineData("echo 'have a nice day'")]
    public async Task An_answer_that_tells_nothing_is_unknown(string body) => (await Submit(body)).ShouldBeOfType<SubmissionResult.Ambiguous>();

    [Fact]
    public async Task A_bsub_that_waits_for_LSF_is_stopped_and_holds_no_job()
    {
        _lsf.Context = _lsf.Context with { SubmitTimeout = TimeSpan.FromSeconds(1) };

        (await Submit("echo 'LSF is down. Please wait ...' >&2; sleep 1000")).ShouldBeOfType<SubmissionResult.Refused>().WorthRetrying.ShouldBeTrue();
    }

    [Fact]
    public async Task However_many_jobs_there_is_one_queue_and_one_accounting_query()
    {
        _lsf.With("bjobs", "echo '{\"RECORDS\":['; for i in {1..3000}; do echo \"{\\\"JOBID\\\":\\\"$i\\\",\\\"STAT\\\":\\\"RUN\\\",\\\"JOB_NAME\\\":\\\"fw-$i\\\"},\"; done; echo '{}]}'");

        var snapshot = await _lsf.Observe([.. Enumerable.Range(1, 20_000).Select(i => $"{i}")], ["fw-unknown"]);

        snapshot.Observations.Count.ShouldBe(3000);
        snapshot.Problems.ShouldBeEmpty();
        snapshot.AccountingAnswered.ShouldBeTrue();
        _lsf.CallsOf("bjobs").Length.ShouldBe(1);
        _lsf.CallsOf("bacct").ShouldHaveSingleItem().ShouldContain("-S ");
    }

    [Fact]
    public async Task Accounting_is_left_alone_while_bjobs_knows_all()
    {
        _lsf.With("bjobs", "echo '{\"RECORDS\":[{\"JOBID\":\"1\",\"STAT\":\"PEND\",\"JOB_NAME\":\"fw-1\",\"PEND_REASON\":\"New job is waiting for scheduling\",\"JOB_DESCRIPTION\":\"abc\"}]}'");

        var job = (await _lsf.Observe(names: ["fw-1"])).Observations.ShouldHaveSingleItem();

        job.Comment.ShouldBe("abc");
        job.Reason.ShouldBe("New job is waiting for scheduling");
        (await _lsf.Observe(names: ["fw-1"])).AccountingAnswered.ShouldBeTrue();
        _lsf.CallsOf("bacct").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("No job found")]
    [InlineData("No unfinished job found")]
    public async Task A_queue_without_jobs_has_answered_whatever_its_exit_code(string said)
    {
        _lsf.With("bjobs", $"echo '{said}' >&2; exit 255");

        var snapshot = await _lsf.Observe(["1"]);

        (snapshot.QueueAnswered, snapshot.Problems.Count).ShouldBe((true, 0));
    }

    [Theory]
    [InlineData("No matching job found", true)]
    [InlineData("No job found", true)]
    [InlineData("lsb.acct: No such file or directory", false)]
    public async Task Accounting_without_the_job_has_answered_and_one_that_is_out_of_order_has_not(string said, bool answered)
    {
        _lsf.With("bacct", $"echo '{said}' >&2; exit 255");

        foreach (var snapshot in (SchedulerSnapshot[])[await _lsf.Observe(["7"]), await _lsf.Observe(names: ["fw-7"]), await _lsf.Observe(["7"], ["fw-8"])])
        {
            snapshot.AccountingAnswered.ShouldBe(answered);
            snapshot.Problems.Any(problem => problem.Contains("lsb.acct")).ShouldBe(!answered);
        }
    }

    [Theory]
    [InlineData("echo 'No matching job found' >&2; exit 255", true)]
    [InlineData("echo 'lsb.events: No such file or directory' >&2; exit 255", false)]
    public async Task Where_accounting_is_out_of_order_the_history_answers_for_numbers_but_not_for_names(string bhist, bool answered)
    {
        _lsf.With("bacct", "echo 'lsb.acct: No such file or directory' >&2; exit 255").With("bhist", bhist);

        (await _lsf.Observe(["7"])).AccountingAnswered.ShouldBe(answered);
        (await _lsf.Observe(["7"], ["fw-8"])).AccountingAnswered.ShouldBeFalse();
        (await _lsf.Observe(names: ["fw-8"])).AccountingAnswered.ShouldBeFalse();
    }

    [Fact]
    public async Task What_bjobs_has_forgotten_is_asked_for_by_id()
    {
        _lsf.With("bacct", "printf '%s\\n' 'Job <7>, Job Name <fw-7>, User <u>' 'Sun Nov 22 19:00:00: Completed <exit>; TERM_OWNER: job killed by owner.'");

        (await _lsf.Observe(["7"])).Observations.ShouldHaveSingleItem().Cause.ShouldBe(EndCause.Cancelled);

        _lsf.CallsOf("bacct").ShouldHaveSingleItem().ShouldEndWith(" 7");
    }

    [Theory]
    [InlineData("echo 'No matching job found' >&2; exit 255")]
    [InlineData("echo 'lsb.acct: No such file or directory' >&2; exit 255")]
    public async Task Where_accounting_is_silent_the_history_is_asked_once_for_all(string bacct)
    {
        _lsf.With("bacct", bacct).With("bhist", "printf '%s\\n' 'Job <7>, Job Name <fw-7>, User <u>' 'Sun Nov 22 19:00:00: Exited with exit code 4. The CPU time used is 0.1 seconds;'");

        var snapshot = await _lsf.Observe(["7", "8"]);

        snapshot.Observations.ShouldHaveSingleItem().ExitCode.ShouldBe(4);
        snapshot.AccountingAnswered.ShouldBeTrue();
        _lsf.CallsOf("bhist").ShouldHaveSingleItem().ShouldEndWith(" 7 8");
    }

    [Fact]
    public async Task Fields_that_this_bjobs_does_not_know_are_asked_for_once()
    {
        _lsf.With("bjobs", "case \"$*\" in *gpu_num*) echo 'gpu_num: Unknown field name' >&2; exit 255;; esac; echo '{\"RECORDS\":[{\"JOBID\":\"1\",\"STAT\":\"RUN\"}]}'");
        var scheduler = _lsf.Scheduler;

        for (var poll = 0; poll < 2; poll++)
        {
            (await scheduler.ObserveAsync(new() { SchedulerJobIds = ["1"], Since = default }, default)).Observations.ShouldHaveSingleItem();
        }

        _lsf.CallsOf("bjobs").Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("echo 'LSF is down. Please wait ...' >&2; exit 255", "LSF is down")]
    [InlineData("echo 'bjobs: illegal option -- json'", "-json")]
    public async Task A_queue_that_does_not_answer_is_a_problem_and_no_exception(string body, string word)
    {
        _lsf.With("bjobs", body);

        var snapshot = await _lsf.Observe(["1"]);

        snapshot.QueueAnswered.ShouldBeFalse();
        snapshot.Problems.ShouldContain(problem => problem.Contains(word));
    }

    [Theory]
    [InlineData("echo 'Job <5>: Job has already finished' >&2; exit 255", null)]
    [InlineData("echo 'Job <5>: No matching job found' >&2; exit 255", null)]
    [InlineData("echo 'Job <5>: User permission denied' >&2; exit 255", "permission")]
    public async Task Cancelling_what_is_gone_counts_as_done_and_a_fault_is_told(string body, string? word)
    {
        _lsf.With("bkill", body);
        var fault = await _lsf.Scheduler.CancelAsync("5", default);
        (fault is null ? word is null : fault.Contains(word!)).ShouldBeTrue(fault);
    }

    [Fact]
    public async Task The_check_names_the_fault_and_the_remedy()
    {
        (await _lsf.Scheduler.CheckAsync(default)).ShouldBeNull();

        _lsf.With("bqueues", "echo 'Cannot open lsf.conf file' >&2; exit 255");
        (await _lsf.Scheduler.CheckAsync(default)).ShouldNotBeNull().ShouldContain("profile.lsf");

        _lsf.With("bqueues", "true");
        (await _lsf.Scheduler.CheckAsync(default)).ShouldNotBeNull().ShouldContain("no queue");
    }

    [Fact]
    public async Task Of_bacct_and_bhist_one_must_be_there()
    {
        File.Delete(_lsf.File_("bacct"));
        (await _lsf.Scheduler.CheckAsync(default)).ShouldNotBeNull().ShouldContain("'bacct'");

        _lsf.With("bhist", "true");
        (await _lsf.Scheduler.CheckAsync(default)).ShouldBeNull();

        File.Delete(_lsf.File_("bkill"));
        (await _lsf.Scheduler.CheckAsync(default)).ShouldNotBeNull().ShouldContain("'bkill'");
    }

    private Task<SubmissionResult> Submit(string body)
    {
        _lsf.With("bsub", body);
        return _lsf.Submit(Intents.Of("x", command: ["bsub"]));
    }
}
