using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Tests.Sge;

/// <summary>What Grid Engine's commands are asked, word for word: the real ones, in other tests, show that they take it so.</summary>
public sealed class SgeCommandLineTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 20, 0, 0, TimeSpan.Zero);

    private readonly CommandStandIn _sge = CommandStandIn.Sge();

    public SgeCommandLineTests() => _sge.Context = _sge.Context with { TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now) };

    public void Dispose() => _sge.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_queue_is_asked_for_our_user_s_jobs_or_for_all_where_jobs_may_be_another_s(bool others)
    {
        _sge.Context = _sge.Context with { JobsOfOtherUsers = others };
        await Observe([], []);
        _sge.CallsOf("qstat").ShouldBe([$"-xml -r -u {(others ? "*" : Environment.UserName)}"]);
    }

    [Fact]
    public async Task Reasons_of_errors_are_asked_for_in_one_call()
    {
        _sge.With("qstat", "echo '<job_info><job_list><JB_job_number>6</JB_job_number><state>Eqw</state></job_list><job_list><JB_job_number>7</JB_job_number><state>Eqw</state></job_list></job_info>'");
        await Observe(["6", "7"], []);
        _sge.CallsOf("qstat")[^1].ShouldBe("-j 6,7");
    }

    [Fact]
    public async Task Without_a_job_in_error_state_nobody_is_asked_for_reasons()
    {
        _sge.With("qstat", "echo '<job_info><job_list><JB_job_number>6</JB_job_number><state>qw</state></job_list></job_info>'");
        await Observe(["6"], []);
        _sge.CallsOf("qstat").Length.ShouldBe(1);
    }

    /// <summary>qacct takes one number or all: a job known by its name only would be missed by its number.</summary>
    [Theory]
    [InlineData(new[] { "7" }, new string[0], "-j 7")]
    [InlineData(new[] { "7" }, new[] { "fw-a" }, null)]
    [InlineData(new string[0], new[] { "fw-a" }, null)]
    [InlineData(new[] { "7", "8" }, new string[0], null)]
    public async Task Accounting_is_asked_for_one_number_or_for_all_of_the_time_in_question(string[] ids, string[] names, string? call)
    {
        await Observe(ids, names);
        _sge.CallsOf("qacct").ShouldBe([call ?? $"-o {Environment.UserName} -d 2 -j"]);
    }

    [Fact]
    public async Task Accounting_is_asked_for_all_users_where_jobs_may_be_another_s()
    {
        _sge.Context = _sge.Context with { JobsOfOtherUsers = true };
        await Observe([], ["fw-a"]);
        _sge.CallsOf("qacct").ShouldBe(["-d 2 -j"]);
    }

    private Task<SchedulerSnapshot> Observe(string[] ids, string[] names) =>
        _sge.Scheduler.ObserveAsync(new() { SchedulerJobIds = ids, JobNames = names, Since = Now.AddHours(-23.5) }, default);
}
