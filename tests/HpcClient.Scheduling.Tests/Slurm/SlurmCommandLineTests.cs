using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Tests.Slurm;

/// <summary>What Slurm's commands are asked, word for word: the real ones, in other tests, show that they take it so.</summary>
public sealed class SlurmCommandLineTests : IDisposable
{
    private const string Queue = "-h -t all -O jobarrayid:0\u001f,name:0\u001f,state:0\u001f,reason:0\u001f,nodelist:0\u001f,starttime:0\u001f,endtime:0\u001f,submittime:0\u001f," +
        "partition:0\u001f,prioritylong:0\u001f,tres-alloc:0\u001f,timelimit:0\u001f,restartcnt:0\u001f,dependency:0\u001f,comment:0";

    private const string OldQueue = "-h -t all -o %i\u001f%j\u001f%T\u001f%r\u001f%N\u001f%S\u001f%e\u001f%V\u001f%P\u001f%Q\u001fcpu=%C\u001f%l\u001f\u001f%E\u001f%k";

    private const string Since = "-n -P --duplicates --delimiter=\u001f --starttime=now-4500";
    private const string States = "--state=PD,R,S,RQ,RS,CD,CA,F,TO,NF,PR,BF,DL,OOM,RV --endtime=now+900";

    private const string Columns = "--format=JobID,JobName,State,ExitCode,Start,End,MaxRSS,TotalCPU,NodeList,Reason,Submit," +
        "Timelimit,AllocCPUS,ReqMem,AllocTRES,TRESUsageInTot,Restarts,Comment";

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 20, 0, 0, TimeSpan.Zero);

    private readonly CommandStandIn _slurm = CommandStandIn.Slurm();

    public SlurmCommandLineTests() => _slurm.Context = _slurm.Context with { TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now) };

    private static string OurUser => $"--user={ProcessUser.Id}";

    public void Dispose() => _slurm.Dispose();

    [Fact]
    public async Task The_queue_is_asked_for_our_user_s_jobs_ended_ones_included()
    {
        await Observe(["7"], []);
        _slurm.CallsOf("squeue").ShouldBe([$"{Queue} {OurUser}"]);
    }

    [Fact]
    public async Task Where_jobs_may_be_another_user_s_the_queue_is_asked_for_all()
    {
        _slurm.Context = _slurm.Context with { JobsOfOtherUsers = true };
        await Observe(["7"], []);
        _slurm.CallsOf("squeue").ShouldBe([Queue]);
    }

    [Theory]
    [InlineData("echo 'run together 12345'")]
    [InlineData("echo 'squeue: error: Invalid job format specification: jobarrayid' >&2; exit 1")]
    public async Task A_squeue_that_knows_no_separator_is_asked_by_letters(string answer)
    {
        _slurm.With("squeue", $"case \"$*\" in *-O*) {answer};; esac");
        var snapshot = await Observe(["7"], []);
        snapshot.QueueAnswered.ShouldBeTrue();
        _slurm.CallsOf("squeue").ShouldBe([$"{Queue} {OurUser}", $"{OldQueue} {OurUser}"]);
    }

    [Theory]
    [InlineData("echo 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)' >&2; exit 1")]
    [InlineData("true")]
    [InlineData("echo run together; exit 1")]
    public async Task A_queue_that_does_not_answer_or_is_empty_is_asked_once(string body)
    {
        _slurm.With("squeue", body);
        await Observe(["7"], []);
        _slurm.CallsOf("squeue").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Accounting_is_asked_for_the_jobs_that_are_missing_whoever_owns_them()
    {
        await Observe(["7", "8"], []);
        _slurm.CallsOf("sacct").ShouldBe([$"{Since} --allusers --jobs=7,8 {Columns}"]);
    }

    [Fact]
    public async Task Accounting_is_asked_for_names_in_every_state_since_it_would_pass_over_jobs_that_could_not_start()
    {
        await Observe([], ["fw-a", "fw-b"]);
        _slurm.CallsOf("sacct").ShouldBe([$"{Since} --allusers --name=fw-a,fw-b {States} {Columns}"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ids_and_names_together_narrow_each_other_so_that_all_jobs_are_asked_for(bool others)
    {
        _slurm.Context = _slurm.Context with { JobsOfOtherUsers = others };
        await Observe(["7"], ["fw-a"]);
        _slurm.CallsOf("sacct").ShouldBe([$"{Since} {States} {(others ? "--allusers" : OurUser)} {Columns}"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_list_that_fits_no_argument_is_not_handed_over(bool byName)
    {
        string[] many = [.. Enumerable.Range(1, 10_000).Select(i => $"fw-{i:0000000}")];
        await Observe(byName ? [] : many, byName ? many : []);
        _slurm.CallsOf("sacct").ShouldBe([$"{Since} {States} {OurUser} {Columns}"]);
    }

    [Fact]
    public async Task Partitions_are_asked_for_when_the_scheduler_is_checked()
    {
        await _slurm.Scheduler.CheckAsync(default);
        _slurm.CallsOf("sinfo").ShouldBe(["-h -o %P"]);
    }

    private Task<SchedulerSnapshot> Observe(string[] ids, string[] names) =>
        _slurm.Scheduler.ObserveAsync(new() { SchedulerJobIds = ids, JobNames = names, Since = Now.AddHours(-1) }, default);
}
