using System.Text;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling.Tests.Slurm;

public sealed class SlurmCompletionFileTests : IDisposable
{
    /// <summary>Recorded from Slurm 22.05.8.</summary>
    private const string Recorded = """
        JobId=18 UserId=root(0) GroupId=root(0) Name=low1 JobState=CANCELLED Partition=main TimeLimit=60 StartTime=2026-11-25T14:32:20 EndTime=2026-11-25T14:32:20 NodeList=(null) NodeCnt=0 ProcCnt=0 WorkDir=/w ReservationName= Tres=cpu=4,mem=100M,node=1,billing=4 Account=root QOS=normal WcKey= Cluster=sched SubmitTime=2026-11-25T14:31:32 EligibleTime=2026-11-25T14:33:33 DerivedExitCode=0:0 ExitCode=0:0 
        JobId=30 UserId=root(0) GroupId=root(0) Name=sp ace=x JobState=FAILED Partition=main TimeLimit=60 StartTime=2026-11-25T14:32:23 EndTime=2026-11-25T14:32:24 NodeList=sched1 NodeCnt=1 ProcCnt=1 WorkDir=/w x ReservationName= Tres=cpu=1,mem=50M,node=1,billing=1,gres/gpu=1 Account=root QOS=normal WcKey= Cluster=sched SubmitTime=2026-11-25T14:32:22 EligibleTime=2026-11-25T14:32:22 DerivedExitCode=0:0 ExitCode=3:0 
        JobId=29 UserId=root(0) GroupId=root(0) Name=rh JobState=PENDING Partition=main TimeLimit=60 StartTime=2026-11-25T14:32:22 EndTime=2026-11-25T14:32:25 NodeList=sched1 NodeCnt=1 ProcCnt=1 WorkDir=/w ReservationName= Tres=cpu=1,mem=50M,node=1,billing=1 Account=root QOS=normal WcKey= Cluster=sched SubmitTime=2026-11-25T14:32:22 EligibleTime=2026-11-25T14:32:22 DerivedExitCode=0:0 ExitCode=0:0 

        """;

    private readonly CommandStandIn _slurm = CommandStandIn.Slurm()
        .With("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1");

    public void Dispose() => _slurm.Dispose();

    [Fact]
    public async Task Its_lines_tell_ends_and_one_of_a_job_that_was_put_back_is_none()
    {
        var jobs = (await Read(Recorded)).ToDictionary(job => job.SchedulerJobId);

        jobs.Keys.ShouldBe(["18", "30"], ignoreOrder: true);
        jobs["30"].JobName.ShouldBe("sp ace=x");
        jobs["30"].Cause.ShouldBe(EndCause.ScriptFailed);
        jobs["30"].ExitCode.ShouldBe(3);
        jobs["30"].Node.ShouldBe("sched1");
        jobs["30"].TimeLimit.ShouldBe(TimeSpan.FromHours(1));
        (jobs["30"].EndedAt - jobs["30"].SubmittedAt).ShouldBe(TimeSpan.FromSeconds(2));
        (jobs["30"].StartedAt - jobs["30"].SubmittedAt).ShouldBe(TimeSpan.FromSeconds(1));
        (jobs["30"].Cpus, jobs["30"].Gpus, jobs["30"].MemoryLimitBytes).ShouldBe((1, 1, 50L << 20));
        jobs["18"].Cause.ShouldBe(EndCause.Cancelled);
        jobs["18"].StartedAt.ShouldBeNull();
        jobs["18"].Cpus.ShouldBeNull();
    }

    [Fact]
    public async Task A_failed_output_file_is_told_in_words() =>
        (await Read(Recorded.Replace("ExitCode=3:0", "ExitCode=0:53", StringComparison.Ordinal))).Single(job => job.SchedulerJobId == "30").Cause.ShouldBe(EndCause.LaunchFailure);

    [Fact]
    public async Task An_end_after_a_restart_counts_it()
    {
        var job = (await Read(Recorded + Recorded.Replace("JobState=PENDING", "JobState=COMPLETED", StringComparison.Ordinal))).Single(job => job.SchedulerJobId == "29");

        job.Cause.ShouldBe(EndCause.ScriptSucceeded);
        job.RestartCount.ShouldBe(1);
    }

    [Fact]
    public async Task Torn_lines_and_garbage_are_passed_over()
    {
        var torn = Recorded[..^20] + "\n\0\u0001garbage\n" + Recorded;

        (await Read(torn)).Count.ShouldBe(2);
        (await Read(Recorded[..700])).ShouldHaveSingleItem().SchedulerJobId.ShouldBe("18");
    }

    [Fact]
    public async Task Only_the_tail_is_read()
    {
        var lines = string.Concat(Enumerable.Range(1, 1000).Select(i => Recorded.Split('\n')[0].Replace("JobId=18", $"JobId={i}", StringComparison.Ordinal) + "\n"));

        var jobs = await Read(lines, 4000);

        jobs.Count.ShouldBeInRange(5, 12);
        jobs[^1].SchedulerJobId.ShouldBe("1000");
    }

    [Fact]
    public async Task It_is_looked_for_once_and_read_when_nothing_else_knows_a_job()
    {
        var file = _slurm.File_("jobcomp.log");
        await File.WriteAllTextAsync(file, Recorded);
        _slurm.With("scontrol", $"[ \"$2\" = config ] && printf 'JobCompHost = localhost\\nJobCompLoc  = {file}\\nJobCompType             = jobcomp/filetxt\\n'; true");
        var scheduler = _slurm.Scheduler;
        var query = new ObservationQuery { SchedulerJobIds = ["30", "31"], Since = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero) };

        for (var poll = 0; poll < 2; poll++)
        {
            var snapshot = await scheduler.ObserveAsync(query, default);
            snapshot.Observations.ShouldHaveSingleItem().Witness.ShouldBe("jobcomp");
            snapshot.AccountingAnswered.ShouldBeFalse();
        }

        _slurm.CallsOf("scontrol").Count(call => call == "show config").ShouldBe(1);

        // Clocks differ: one that seems to have ended a little before it can have been submitted is ours.
        var ended = (await scheduler.ObserveAsync(query, default)).Observations.Single().EndedAt!.Value;
        (await scheduler.ObserveAsync(query with { Since = ended.AddMinutes(10) }, default)).Observations.ShouldHaveSingleItem();

        // A job of that number from long before is another's.
        (await scheduler.ObserveAsync(query with { Since = new(2027, 11, 25, 0, 0, 0, TimeSpan.Zero) }, default)).Observations.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_controllers_table_tells_of_a_job_is_not_undone_by_the_file()
    {
        var file = _slurm.File_("jobcomp.log");
        await File.WriteAllTextAsync(file, Recorded);
        _slurm.With("scontrol", $"if [ \"$2\" = config ]; then printf 'JobCompLoc = {file}\nJobCompType = jobcomp/filetxt\n'; else echo 'JobId=30 JobName=fw-a JobState=COMPLETED ExitCode=0:0 EndTime=1795617144 NodeList=n1'; fi");
        var query = new ObservationQuery { SchedulerJobIds = ["30", "31"], Since = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero) };

        var job = (await _slurm.Scheduler.ObserveAsync(query, default)).Observations.ShouldHaveSingleItem();

        (job.Witness, job.Cause).ShouldBe(("scontrol", EndCause.ScriptSucceeded));
    }

    [Theory]
    [InlineData("JobCompType = jobcomp/none", false)]
    [InlineData("JobCompType = jobcomp/filetxt\\nJobCompLoc = /no/such/file", true)]
    public async Task A_site_without_it_is_no_problem_and_a_file_that_cannot_be_read_is_one(string configuration, bool isProblem)
    {
        _slurm.With("scontrol", $"[ \"$2\" = config ] && printf '{configuration}\\n'; true");

        var snapshot = await _slurm.Observe(["30"]);

        snapshot.Observations.ShouldBeEmpty();
        snapshot.Problems.Any(problem => problem.Contains("JobCompLoc", StringComparison.Ordinal)).ShouldBe(isProblem);
    }

    private static async Task<IReadOnlyList<Observation>> Read(string text, int maxBytes = 1 << 20)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await SlurmCompletionFile.ReadAsync(file, maxBytes, _ => true, default);
    }
}
