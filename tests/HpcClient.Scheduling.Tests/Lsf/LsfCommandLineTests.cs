using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Tests.Lsf;

/// <summary>What LSF's commands are asked, word for word, after its public documentation.</summary>
public sealed class LsfCommandLineTests : IDisposable
{
    private const string Fields = "jobid stat job_name job_description exec_host exit_code exit_reason pend_reason max_mem cpu_used submit_time start_time finish_time";
    private const string NewFields = " queue job_priority nreq_slot nalloc_slot memlimit runtimelimit gpu_num estimated_start_time";
    private static readonly DateTimeOffset Since = new(2026, 11, 22, 12, 0, 0, TimeSpan.FromHours(2));

    private readonly CommandStandIn _lsf = CommandStandIn.Lsf();

    public void Dispose() => _lsf.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_queue_is_asked_once_for_our_user_s_jobs_or_for_all_where_jobs_may_be_another_s(bool others)
    {
        _lsf.Context = _lsf.Context with { JobsOfOtherUsers = others };
        await Observe([], []);
        _lsf.CallsOf("bjobs").ShouldBe([$"-a -u {(others ? "all" : Environment.UserName)} -json -o {Fields}{NewFields}"]);
    }

    [Theory]
    [InlineData("echo 'gpu_num: Unknown field name' >&2; exit 255", 2)]
    [InlineData("echo 'LSF is down. Please wait ...' >&2; exit 255", 1)]
    [InlineData("echo '{\"RECORDS\":[{\"JOBID\":\"1\",\"STAT\":\"RUN\",\"JOB_NAME\":\"field-map\"}]}'", 1)]
    public async Task Only_a_bjobs_that_speaks_of_fields_is_asked_for_fewer_of_them(string body, int calls)
    {
        _lsf.With("bjobs", body);
        await Observe(["1"], []);
        _lsf.CallsOf("bjobs").Length.ShouldBe(calls);
        _lsf.CallsOf("bjobs")[^1].ShouldEndWith(calls > 1 ? Fields : NewFields);
    }

    [Theory]
    [InlineData(new[] { "7", "8" }, new string[0], "7 8")]
    [InlineData(new[] { "7" }, new[] { "fw-a" }, "-S 2026/11/22/09:45,")]
    [InlineData(new string[0], new[] { "fw-a" }, "-S 2026/11/22/09:45,")]
    public async Task Accounting_is_asked_for_numbers_and_for_names_since_the_first_may_have_been_submitted(string[] ids, string[] names, string which)
    {
        await Observe(ids, names);
        _lsf.CallsOf("bacct").ShouldBe([$"-l -UF -u {Environment.UserName} {which}"]);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task More_numbers_than_fit_a_command_are_asked_for_by_time_and_not_in_the_history(int count, bool fit)
    {
        _lsf.With("bhist", "echo 'No matching job found' >&2; exit 255");
        await Observe([.. Enumerable.Range(1, count).Select(i => $"{i}")], []);
        _lsf.CallsOf("bacct").ShouldHaveSingleItem().Contains("-S ").ShouldBe(!fit);
        _lsf.CallsOf("bhist").Length.ShouldBe(fit ? 1 : 0);
    }

    [Fact]
    public async Task The_history_is_asked_for_what_accounting_did_not_tell()
    {
        _lsf.With("bacct", "printf '%s\\n' 'Job <7>, Job Name <fw-7>, User <u>' 'Sun Nov 22 19:00:00: Completed <done>.'").With("bhist", "echo 'No matching job found' >&2; exit 255");

        var snapshot = await Observe(["7", "8"], []);

        _lsf.CallsOf("bhist").ShouldBe([$"-l -UF -a -u {Environment.UserName} 8"]);
        snapshot.Observations.ShouldHaveSingleItem().Cause.ShouldBe(EndCause.ScriptSucceeded);
        (snapshot.QueueAnswered, snapshot.AccountingAnswered).ShouldBe((true, true));
        snapshot.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_history_is_left_alone_where_accounting_tells_all()
    {
        _lsf.With("bacct", "printf '%s\\n' 'Job <7>, Job Name <fw-7>, User <u>' 'Sun Nov 22 19:00:00: Completed <done>.'").With("bhist", "exit 255");

        (await Observe(["7"], [])).AccountingAnswered.ShouldBeTrue();

        _lsf.CallsOf("bhist").ShouldBeEmpty();
    }

    [Fact]
    public async Task Queues_are_asked_for_when_the_scheduler_is_checked()
    {
        _lsf.Context = _lsf.Context with { JobsOfOtherUsers = true };
        await _lsf.Scheduler.CheckAsync(default);
        _lsf.CallsOf("bqueues").ShouldBe([$"-u {Environment.UserName}"]);
    }

    private Task<SchedulerSnapshot> Observe(string[] ids, string[] names) =>
        _lsf.Scheduler.ObserveAsync(new() { SchedulerJobIds = ids, JobNames = names, Since = Since }, default);
}
