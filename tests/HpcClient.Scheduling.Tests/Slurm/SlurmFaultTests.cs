using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Slurm;

public sealed class SlurmFaultTests : IDisposable
{
    private readonly SlurmStandIn _slurm = new();

    public void Dispose() => _slurm.Dispose();

    [Fact]
    public async Task A_hanging_sbatch_is_unknown_and_gone()
    {
        _slurm.With("sbatch", $"echo $$ > '{_slurm.File_("pid")}'; sleep 1000");
        _slurm.Context = _slurm.Context with { SubmitTimeout = TimeSpan.FromSeconds(1) };

        (await _slurm.Submit()).ShouldBeOfType<SubmissionResult.Ambiguous>();

        var processId = int.Parse(await File.ReadAllTextAsync(_slurm.File_("pid")), System.Globalization.CultureInfo.InvariantCulture);
        HpcClient.Posix.Processes.ProcessIdentity.Of(processId).ShouldBeNull();
    }

    [Fact]
    public async Task A_garbage_answer_is_unknown()
    {
        _slurm.With("sbatch", "head -c 2000 /dev/urandom");
        (await _slurm.Submit()).ShouldBeOfType<SubmissionResult.Ambiguous>();
    }

    [Fact]
    public async Task One_refused_job_does_not_take_the_others_along()
    {
        _slurm.With("sbatch", "[ \"$1\" = bad ] && { echo 'sbatch: error: Batch job submission failed: Invalid qos specification' >&2; exit 1; }; echo 12");
        var script = _slurm.File_("job.sh");

        var results = await _slurm.Scheduler.SubmitAsync(
            [Intents.Of(script, command: ["sbatch", "good"]), Intents.Of(script, command: ["sbatch", "bad"]), Intents.Of(script, command: ["sbatch", "good"])], default);

        results.Select(result => result.GetType().Name).ShouldBe(["Accepted", "Refused", "Accepted"]);
    }

    [Fact]
    public async Task The_script_goes_to_standard_input_where_asked()
    {
        _slurm.With("sbatch", $"cat > '{_slurm.File_("got")}'; echo 77");
        var script = _slurm.File_("my job.sh");
        await File.WriteAllTextAsync(script, "#!/bin/bash\necho hello\n");

        (await _slurm.Submit(Intents.Of(script, command: ["sbatch", "--parsable"]) with { ScriptOnStandardInput = true }))
            .ShouldBe(new SubmissionResult.Accepted("77"));

        (await File.ReadAllTextAsync(_slurm.File_("got"))).ShouldBe("#!/bin/bash\necho hello\n");
    }

    [Fact]
    public async Task Withheld_variables_do_not_reach_sbatch()
    {
        _slurm.With("sbatch", $"env > '{_slurm.File_("env")}'; echo 1");
        _slurm.Context = _slurm.Context with { WithheldVariables = ["PATH_TO_NOWHERE", "HOME"] };

        await _slurm.Submit();

        (await File.ReadAllLinesAsync(_slurm.File_("env"))).ShouldNotContain(line => line.StartsWith("HOME=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_command_is_a_refusal_for_now_with_the_remedy()
    {
        var refused = (await _slurm.Submit(Intents.Of("x", command: ["no-such-sbatch", "x"]))).ShouldBeOfType<SubmissionResult.Refused>();
        refused.WorthRetrying.ShouldBeTrue();
        refused.Reason.ShouldContain("PATH");
    }

    [Fact]
    public async Task A_failing_queue_is_a_problem_and_no_exception()
    {
        _slurm.With("squeue", "echo 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)' >&2; exit 1");

        var snapshot = await _slurm.Observe(["1"]);

        snapshot.QueueAnswered.ShouldBeFalse();
        snapshot.AccountingAnswered.ShouldBeTrue();
        snapshot.Problems.ShouldHaveSingleItem().ShouldContain("connect failure");
    }

    [Fact]
    public async Task A_hanging_queue_is_a_problem_and_no_exception()
    {
        _slurm.With("squeue", "sleep 1000");
        _slurm.Context = _slurm.Context with { QueryTimeout = TimeSpan.FromSeconds(1) };

        (await _slurm.Observe(["1"])).QueueAnswered.ShouldBeFalse();
    }

    [Fact]
    public async Task Without_accounting_the_controllers_table_is_asked_once()
    {
        _slurm.With("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1");
        _slurm.With("scontrol", "echo 'JobId=7 JobName=fw-a JobState=FAILED Reason=NonZeroExitCode ExitCode=4:0 StartTime=10 EndTime=20 NodeList=n1 Comment=n '; echo 'JobId=8 JobName=other JobState=RUNNING ExitCode=0:0'");

        var snapshot = await _slurm.Observe(["7", "9"]);

        var job = snapshot.Observations.ShouldHaveSingleItem();
        job.ExitCode.ShouldBe(4);
        job.Witness.ShouldBe("scontrol");
        snapshot.QueueAnswered.ShouldBeTrue();
        snapshot.AccountingAnswered.ShouldBeFalse();
        _slurm.CallsOf("scontrol").Length.ShouldBe(1);
    }

    [Fact]
    public async Task However_many_jobs_there_is_one_queue_and_one_accounting_query()
    {
        _slurm.With("squeue", "for i in {1..3000}; do echo \"$i${FS}fw-$i${FS}RUNNING${FS}None${FS}n1${FS}10${FS}20${FS}c\"; done");
        _slurm.With("sacct", "echo \"3001${FS}fw-3001${FS}COMPLETED${FS}0:0${FS}10${FS}20${FS}${FS}00:01${FS}n1${FS}None${FS}c\"");
        var ids = Enumerable.Range(1, 20_000).Select(i => $"{i + 1_000_000_000}").Concat(Enumerable.Range(1, 3001).Select(i => $"{i}")).ToArray();

        var snapshot = await _slurm.Observe(ids, ["fw-unknown"]);

        snapshot.Observations.Count.ShouldBe(3001);
        snapshot.Problems.ShouldBeEmpty();
        _slurm.CallsOf("squeue").Length.ShouldBe(1);
        _slurm.CallsOf("sacct").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Accounting_is_left_alone_while_all_jobs_live()
    {
        _slurm.With("squeue", "echo \"1${FS}fw-1${FS}RUNNING${FS}None${FS}n1${FS}10${FS}20${FS}c\"; echo \"2${FS}fw-2${FS}PENDING${FS}Priority${FS}${FS}N/A${FS}N/A${FS}c\"");

        (await _slurm.Observe(["1"], ["fw-2"])).Observations.Count.ShouldBe(2);

        _slurm.CallsOf("sacct").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_end_seen_in_the_queue_is_not_undone_by_accounting_that_lags()
    {
        _slurm.With("squeue", "echo \"1${FS}fw-1${FS}COMPLETED${FS}None${FS}n1${FS}10${FS}20${FS}c\"");
        _slurm.With("sacct", "echo \"1${FS}fw-1${FS}RUNNING${FS}0:0${FS}10${FS}Unknown${FS}${FS}00:01${FS}n1${FS}None${FS}c\"");

        (await _slurm.Observe(["1"])).Observations.ShouldHaveSingleItem().Phase.ShouldBe(SchedulerPhase.Ended);
    }

    [Fact]
    public async Task A_fresh_end_waits_for_accounting_to_tell_how()
    {
        _slurm.With("squeue", "now=$(date +%s); echo \"1${FS}fw-1${FS}COMPLETED${FS}None${FS}n1${FS}$now${FS}$now${FS}c\"");

        var job = (await _slurm.Observe(["1"])).Observations.ShouldHaveSingleItem();
        job.Phase.ShouldBe(SchedulerPhase.Running);
        job.RawState.ShouldBe("COMPLETED");

        // With nobody to wait for, the queue's word has to do.
        _slurm.With("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1");
        (await _slurm.Observe(["1"])).Observations.ShouldHaveSingleItem().Cause.ShouldBe(EndCause.ScriptSucceeded);
    }

    [Fact]
    public async Task Accounting_that_has_not_heard_of_the_start_does_not_blot_out_the_name()
    {
        _slurm.With("squeue", "echo \"1${FS}fw-1${FS}COMPLETED${FS}None${FS}n1${FS}10${FS}20${FS}c\"");
        _slurm.With("sacct", "echo \"1${FS}allocation${FS}COMPLETED${FS}0:0${FS}Unknown${FS}20${FS}${FS}00:00${FS}None assigned${FS}None${FS}\"");

        var job = (await _slurm.Observe(["1"])).Observations.ShouldHaveSingleItem();

        job.JobName.ShouldBe("fw-1");
        job.Comment.ShouldBe("c");
        job.ExitCode.ShouldBe(0);
        job.StartedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(10));
    }

    [Fact]
    public async Task Two_jobs_of_one_name_stay_two()
    {
        _slurm.With("sacct", "for i in 5 6; do echo \"$i${FS}fw-a${FS}COMPLETED${FS}0:0${FS}1$i${FS}20${FS}${FS}00:01${FS}n1${FS}None${FS}nonce$i\"; done");

        (await _slurm.Observe(names: ["fw-a"])).Observations.Select(job => job.Comment).ShouldBe(["nonce5", "nonce6"], ignoreOrder: true);
    }

    [Fact]
    public async Task Cancelling_what_ended_counts_as_done_and_a_real_fault_is_told()
    {
        _slurm.With("scancel", "echo 'scancel: error: Kill job error on job id 5: Job/step already completing or completed' >&2; exit 1");
        (await _slurm.Scheduler.CancelAsync("5", default)).ShouldBeNull();

        _slurm.With("scancel", "echo 'scancel: error: Kill job error on job id 5: Access/permission denied' >&2; exit 1");
        (await _slurm.Scheduler.CancelAsync("5", default)).ShouldNotBeNull().ShouldContain("permission denied");
    }

    [Fact]
    public async Task The_check_names_the_fault_and_the_remedy()
    {
        (await _slurm.Scheduler.CheckAsync(default)).ShouldBeNull();

        _slurm.With("sinfo", "echo 'slurm_load_partitions: Unable to contact slurm controller (connect failure)' >&2; exit 1");
        (await _slurm.Scheduler.CheckAsync(default)).ShouldNotBeNull().ShouldContain("scontrol ping");

        _slurm.With("sinfo", "true");
        (await _slurm.Scheduler.CheckAsync(default)).ShouldNotBeNull().ShouldContain("no partition");
    }
}
