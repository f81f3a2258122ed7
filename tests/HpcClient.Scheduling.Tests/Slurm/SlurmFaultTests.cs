using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Slurm;

public sealed class SlurmFaultTests : IDisposable
{
    private readonly CommandStandIn _slurm = CommandStandIn.Slurm();

    public void Dispose() => _slurm.Dispose();

    [Fact]
    public async Task A_hanging_sbatch_is_unknown_and_gone()
    {
        // What the wrapper has started could still submit.
        _slurm.With("sbatch", $"sleep 1000 & echo $! > '{_slurm.File_("pid")}'; wait");
        _slurm.Context = _slurm.Context with { SubmitTimeout = TimeSpan.FromSeconds(1) };

        (await _slurm.Submit()).ShouldBeOfType<SubmissionResult.Ambiguous>();

        var processId = int.Parse(await File.ReadAllTextAsync(_slurm.File_("pid")), System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.Holds(() => HpcClient.Posix.Processes.ProcessIdentity.Of(processId) is null);
    }

    [Fact]
    public async Task A_garbage_answer_is_unknown()
    {
        _slurm.With("sbatch", "head -c 2000 /dev/urandom");
        (await _slurm.Submit()).ShouldBeOfType<SubmissionResult.Ambiguous>();
    }

    [Theory]
    [InlineData("echo 'The cluster is in maintenance until Monday.'")]
    [InlineData("head -c 2000 /dev/urandom | tr -d '\\037'")]
    public async Task Something_else_in_the_place_of_a_list_does_not_say_that_jobs_are_gone(string body)
    {
        _slurm.With("squeue", body).With("sacct", body);

        var snapshot = await _slurm.Observe(["7"]);

        (snapshot.QueueAnswered, snapshot.AccountingAnswered).ShouldBe((false, false));
        snapshot.Problems.Count.ShouldBe(2);
        snapshot.Problems.ShouldAllBe(problem => problem.Contains("is no list of jobs", StringComparison.Ordinal) && !problem.Any(char.IsControl));
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
        _slurm.CallsOf("scontrol").ShouldBe(["-o show job", "show config"]);
        snapshot.Problems.ShouldHaveSingleItem().ShouldStartWith("Slurm keeps no accounting here");
    }

    [Theory]
    [InlineData(new[] { "7" }, new string[0])]
    [InlineData(new string[0], new[] { "fw-a" })]
    public async Task While_the_controllers_table_knows_all_jobs_nothing_else_is_looked_at(string[] ids, string[] names)
    {
        _slurm.With("sacct", "echo 'Slurm accounting storage not enabled' >&2; exit 1");
        _slurm.With("scontrol", "echo 'JobId=7 JobName=fw-a JobState=FAILED ExitCode=4:0 StartTime=10 EndTime=20 NodeList=n1'");

        (await _slurm.Observe(ids, names)).Observations.ShouldHaveSingleItem().ExitCode.ShouldBe(4);

        _slurm.CallsOf("scontrol").ShouldBe(["-o show job"]);
    }

    [Fact]
    public async Task A_controllers_table_that_does_not_answer_is_a_problem()
    {
        _slurm.With("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1").With("scontrol", "echo 'slurm_load_jobs error' >&2; exit 1");

        (await _slurm.Observe(["7"])).Problems.ShouldContain(problem => problem.Contains("slurm_load_jobs error"));
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
