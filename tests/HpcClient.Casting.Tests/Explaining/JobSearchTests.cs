using HpcClient.Casting.Explaining;
using HpcClient.Casting.Ledger;

namespace HpcClient.Casting.Tests.Explaining;

/// <summary>Any unambiguous part of an id finds the job.</summary>
public sealed class JobSearchTests : IDisposable
{
    private const string First = "64b5bce63a26373568590001";
    private const string Second = "64b5bce63a26373568590002";

    private readonly KnownJobs _jobs = new();

    public JobSearchTests()
    {
        _jobs.Remember(First, LedgerState.Submitted, change: e => e with { SchedulerJobId = "0002" });
        _jobs.Remember(Second, LedgerState.Queued, change: e => e with { SchedulerJobId = "4711" });
    }

    [Theory]
    [InlineData(First, First)]
    [InlineData("590001", First)]
    [InlineData("fw-" + First, First)]
    [InlineData("471", Second)]
    [InlineData("slurm:4711", Second)]
    [InlineData(" 4711 ", Second)]
    public void A_part_of_either_id_finds_the_job(string part, string id) => _jobs.Story(part).Entry.JobId.ShouldBe(id);

    [Fact]
    public void A_whole_id_is_not_taken_for_a_part_of_another() => _jobs.Story("0002").Entry.JobId.ShouldBe(First);

    [Fact]
    public void What_fits_several_jobs_lists_them()
    {
        var found = _jobs.Find("64b5").ShouldBeOfType<FoundJobs.NotOne>();

        found.Sentence.ShouldBe("'64b5' fits 2 jobs. Give more of the id.");
        found.Matches.ShouldBe([$"{Second}  queued  count-lines 1.0.0  slurm:4711", $"{First}  submitted  count-lines 1.0.0  slurm:0002"]);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("' OR 1=1 --")]
    [InlineData("../../etc/passwd")]
    public void What_fits_none_says_where_it_was_looked_for(string part) =>
        _jobs.Find(part).ShouldBeOfType<FoundJobs.NotOne>().Sentence.ShouldContain(_jobs.Folder.LedgerFile);

    [Theory]
    [InlineData("")]
    [InlineData("fw-")]
    [InlineData("slurm:")]
    public void Nothing_is_not_a_part_of_every_id(string part) =>
        _jobs.Find(part).ShouldBeOfType<FoundJobs.NotOne>().Sentence.ShouldStartWith("Name a job");

    [Fact]
    public void A_job_that_only_the_Python_client_knows_is_told_by_its_script()
    {
        const string OfPython = "64b5bce63a26373568590009";
        File.WriteAllText(_jobs.Folder.ScriptOf(OfPython), "#!/bin/bash\n");

        _jobs.Find(OfPython).ShouldBeOfType<FoundJobs.NotOne>().Sentence.ShouldContain(_jobs.Folder.ScriptOf(OfPython));
    }

    [Fact]
    public void Without_a_ledger_no_job_is_found() =>
        new JobSearch(_jobs.Folder, ledger: null).Find(First).ShouldBeOfType<FoundJobs.NotOne>().Matches.ShouldBeEmpty();

    [Fact]
    public void Filters_narrow_the_list()
    {
        _jobs.Remember(First, LedgerState.Reported);
        using var reader = LedgerReader.TryOpen(_jobs.Folder.LedgerFile)!;

        string[] Of(JobFilter filter) => [.. reader.Jobs().Where(filter.Takes).Select(job => job.JobId)];

        Of(new()).ShouldBe([First, Second], "the one that changed last comes first");
        Of(new() { UnfinishedOnly = true }).ShouldBe([Second]);
        Of(new() { States = [LedgerState.Reported, LedgerState.Lost] }).ShouldBe([First]);
        Of(new() { Gear = "COUNT" }).ShouldBe([First, Second]);
        Of(new() { Gear = "other" }).ShouldBeEmpty();
        _jobs.Remember(Second, LedgerState.Running, change: e => e with { User = "alice@example.org" });
        Of(new() { User = "ALICE" }).ShouldBe([Second]);
        Of(new() { Since = _jobs.Time.GetUtcNow() }).ShouldBe([Second]);
    }

    [Fact]
    public void The_table_has_a_line_a_job_and_only_a_terminal_cuts_the_reason()
    {
        var job = _jobs.Remember(Second, LedgerState.Queued, change: e => e with { Reason = "waits for a node with a GPU" });
        var now = _jobs.Time.GetUtcNow();

        JobTable.Lines([new(job, null)], now).ShouldBe(
        [
            "JOB                       STATE   GEAR               USER  SCHEDULER  ID    CHANGED  MEMORY  REASON",
            $"{Second}  queued  count-lines 1.0.0  -     slurm      4711  10s ago  -       waits for a node with a GPU",
        ]);
        JobTable.Lines([new(job, null)], now, width: 109).Last().ShouldEndWith("10s ago  -       waits for a nod…");
        JobTable.Lines([new(job, null)], now, width: 20).Last().ShouldStartWith($"{Second}  queued");
    }

    public void Dispose() => _jobs.Dispose();
}
