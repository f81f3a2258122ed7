using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Sge;

public sealed class SgeFaultTests : IDisposable
{
    private readonly CommandStandIn _sge = CommandStandIn.Sge();

    public void Dispose() => _sge.Dispose();

    [Fact]
    public async Task However_many_jobs_there_is_one_queue_and_one_accounting_query()
    {
        _sge.With("qstat", "echo '<job_info>'; for i in {1..3000}; do echo \"<job_list><JB_job_number>$i</JB_job_number><JB_name>fw-$i</JB_name><state>r</state></job_list>\"; done; echo '</job_info>'");
        _sge.With("qacct", Accounting("3001", "fw-x"));

        var snapshot = await _sge.Observe([.. Enumerable.Range(1, 20_000).Select(i => $"{i}")], ["fw-unknown"]);

        snapshot.Observations.Count.ShouldBe(3001);
        snapshot.Problems.ShouldBeEmpty();
        _sge.CallsOf("qstat").Length.ShouldBe(1);
        _sge.CallsOf("qacct").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Accounting_is_left_alone_while_all_jobs_live()
    {
        _sge.With("qstat", Queue("1", "fw-1", "r"));

        var snapshot = await _sge.Observe(["1"]);

        snapshot.Observations.ShouldHaveSingleItem().Phase.ShouldBe(SchedulerPhase.Running);
        snapshot.AccountingAnswered.ShouldBeTrue();
        _sge.CallsOf("qacct").ShouldBeEmpty();
    }

    [Fact]
    public async Task One_missing_job_is_asked_for_by_its_number()
    {
        _sge.With("qacct", "echo 'error: job id 7 not found' >&2; exit 1");

        var snapshot = await _sge.Observe(["7"]);

        snapshot.Observations.ShouldBeEmpty();
        snapshot.AccountingAnswered.ShouldBeTrue();
        snapshot.Problems.ShouldBeEmpty();
        _sge.CallsOf("qacct").ShouldBe(["-j 7"]);
    }

    [Fact]
    public async Task A_missing_accounting_file_is_no_answer()
    {
        _sge.With("qacct", "echo '/sge/default/common/accounting: No such file or directory' >&2; echo 'no jobs running since startup'; exit 1");

        var snapshot = await _sge.Observe(["7"]);

        snapshot.AccountingAnswered.ShouldBeFalse();
        snapshot.Problems.ShouldHaveSingleItem().ShouldContain("accounting file");
    }

    [Theory]
    [InlineData("7", "another-name")]
    [InlineData("8", "fw-a")]
    public async Task An_end_is_found_by_its_number_or_by_its_name(string id, string name)
    {
        _sge.With("qacct", Accounting(id, name));
        (await _sge.Observe(["7"], ["fw-a"])).Observations.ShouldHaveSingleItem().Cause.ShouldBe(EndCause.ScriptSucceeded);
    }

    [Fact]
    public async Task Clocks_differ_so_that_one_submitted_a_little_before_it_can_have_been_is_ours()
    {
        _sge.With("qacct", Accounting("7", "fw-a", "Sun Nov 22 20:25:44 2026"));
        var submitted = new DateTimeOffset(2026, 11, 22, 20, 25, 44, TimeSpan.Zero);

        (await Since(submitted.AddMinutes(10))).ShouldHaveSingleItem();
        (await Since(submitted.AddMinutes(20))).ShouldBeEmpty();

        async Task<IReadOnlyList<Observation>> Since(DateTimeOffset since) =>
            (await _sge.Scheduler.ObserveAsync(new() { SchedulerJobIds = ["7"], Since = since }, default)).Observations;
    }

    [Fact]
    public async Task Accounting_that_is_out_of_order_is_no_answer()
    {
        _sge.With("qacct", "echo 'error: commlib error' >&2; exit 1");

        var snapshot = await _sge.Observe(["7"]);

        snapshot.AccountingAnswered.ShouldBeFalse();
        snapshot.Problems.ShouldHaveSingleItem().ShouldContain("commlib error");
    }

    [Fact]
    public async Task A_job_of_the_same_name_or_number_from_long_ago_is_not_ours()
    {
        _sge.With("qacct", Accounting("7", "fw-a", "Mon Nov 22 20:25:44 1999"));

        (await _sge.Observe(["7"], ["fw-a"])).Observations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_in_error_state_is_over_with_the_reason_asked_for_once()
    {
        _sge.With("qstat", $"""
            if [ "$1" = -xml ]; then {Queue("6", "fw-6", "Eqw")}
            else printf 'job_number: 6\nerror reason    1:  11/22/2026 20:28:25 [0:1]: error: no such folder\n'; fi
            """);

        var job = (await _sge.Observe(["6"])).Observations.ShouldHaveSingleItem();

        job.Cause.ShouldBe(EndCause.LaunchFailure);
        job.Reason.ShouldBe("no such folder");
        job.StaysInQueue.ShouldBeTrue();
        _sge.CallsOf("qstat").Length.ShouldBe(2);
        _sge.CallsOf("qacct").ShouldBeEmpty();
    }

    [Fact]
    public async Task Tasks_of_one_number_are_one_job_that_lives_while_one_does()
    {
        _sge.With("qstat", "echo '<job_info><job_list><JB_job_number>3</JB_job_number><JB_name>fw-3</JB_name><state>qw</state><tasks>2</tasks></job_list><job_list><JB_job_number>3</JB_job_number><JB_name>fw-3</JB_name><state>r</state><tasks>1</tasks></job_list></job_info>'");

        (await _sge.Observe(["3"])).Observations.ShouldHaveSingleItem().Phase.ShouldBe(SchedulerPhase.Running);
    }

    [Theory]
    [InlineData("echo 'error: commlib error: got select error (Connection refused)' >&2; exit 1", "Connection refused")]
    [InlineData("echo '<job_info><job_list>'", "cannot be read")]
    [InlineData("head -c 2000 /dev/urandom", "cannot be read")]
    public async Task A_queue_that_does_not_answer_is_a_problem_and_no_exception(string body, string word)
    {
        _sge.With("qstat", body);

        var snapshot = await _sge.Observe(["1"]);

        snapshot.QueueAnswered.ShouldBeFalse();
        snapshot.Problems.ShouldHaveSingleItem().ShouldContain(word);
    }

    [Fact]
    public async Task Commands_are_asked_in_plain_English_and_UTC()
    {
        _sge.With("qstat", $"echo \"$LC_ALL $TZ\" > '{_sge.File_("env")}'; echo '<job_info/>'");

        await _sge.Observe(["1"]);

        (await File.ReadAllTextAsync(_sge.File_("env"))).ShouldBe("C UTC\n");
    }

    [Fact]
    public async Task Withheld_variables_do_not_reach_qsub()
    {
        _sge.With("qsub", $"env > '{_sge.File_("env")}'; echo 1");
        _sge.Context = _sge.Context with { WithheldVariables = ["HOME"] };

        (await _sge.Submit(Intents.Of("x", command: ["qsub", "x"]))).ShouldBe(new SubmissionResult.Accepted("1"));

        (await File.ReadAllLinesAsync(_sge.File_("env"))).ShouldNotContain(line => line.StartsWith("HOME=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("echo 'denied: job \"5\" does not exist'; exit 1")]
    [InlineData("echo 'job 5 is already in deletion'; exit 1")]
    public async Task Cancelling_what_is_gone_counts_as_done(string body)
    {
        _sge.With("qdel", body);
        (await _sge.Scheduler.CancelAsync("5", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_fault_of_cancelling_is_told()
    {
        _sge.With("qdel", "echo 'denied: no permission to delete job 5'; exit 1");
        (await _sge.Scheduler.CancelAsync("5", default)).ShouldNotBeNull().ShouldContain("permission");
    }

    [Fact]
    public async Task The_check_names_the_fault_and_the_remedy()
    {
        (await _sge.Scheduler.CheckAsync(default)).ShouldBeNull();

        _sge.With("qstat", "echo 'error: unable to send message to qmaster using port 1999 on host \"vm\": got send error' >&2; exit 1");
        (await _sge.Scheduler.CheckAsync(default)).ShouldNotBeNull().ShouldContain("settings.sh");
    }

    private static string Queue(string id, string name, string state) =>
        $"echo '<job_info><job_list><JB_job_number>{id}</JB_job_number><JB_name>{name}</JB_name><state>{state}</state></job_list></job_info>'";

    private static string Accounting(string id, string name, string submitted = "Sun Nov 22 20:25:44 2099") =>
        $"printf '%s\\n' ===== 'jobname {name}' 'jobnumber {id}' 'qsub_time {submitted}' 'failed 0' 'exit_status 0'";
}
