using HpcClient.Casting.Ledger;
using HpcClient.Casting.Resetting;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Casting.Tests.Resetting;

/// <summary>What a reset removes is only what can never keep a job from being cast twice.</summary>
public sealed class FolderResetTests : IDisposable
{
    private const string Over = "64b5bce63a26373568590001";
    private const string Running = "64b5bce63a26373568590002";
    private const string OfPython = "64b5bce63a26373568590003";
    private const string Refused = "64b5bce63a26373568590004";

    private readonly TemporaryFolder _temporary = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly WorkFolder _folder;
    private readonly LedgerStore _ledger;

    public FolderResetTests()
    {
        _folder = new(_temporary.Path);
        foreach (var path in (string[])[_folder.State, _folder.Queue, _temporary.In("logs", "generated", "dry-run")])
        {
            Directory.CreateDirectory(path);
        }

        foreach (var id in (string[])[Over, Running, OfPython])
        {
            File.WriteAllText(_folder.ScriptOf(id), "#!/bin/bash\n");
            File.WriteAllText(_folder.QueueLogOf(id), "log\n");
        }

        File.WriteAllText(_temporary.In("logs", "generated", "dry-run", $"job-{OfPython}.sh"), "#!/bin/bash\n");
        File.WriteAllText(_temporary.In("logs", "generated", "job-mine.sh"), "somebody's own\n");
        _ledger = LedgerStore.Open(_folder.LedgerFile, _time);
        _ledger.TryTakeLease(LeaseHolder.Me()).ShouldBeNull();
        Remember(Over, LedgerState.Reported);
        Remember(Running, LedgerState.Running);
        Remember(Refused, LedgerState.Refused);
    }

    [Fact]
    public void Files_of_jobs_that_are_over_and_of_dry_runs_go_and_nothing_else()
    {
        var plan = new FolderReset(_folder, _ledger).Plan();

        plan.Files.ShouldBe([_folder.ScriptOf(Over), _folder.QueueLogOf(Over), _temporary.In("logs", "generated", "dry-run", $"job-{OfPython}.sh")]);
        plan.AtWork.ShouldBe([Running]);
        plan.Unknown.ShouldBe(1);
    }

    [Fact]
    public void Without_a_ledger_every_script_may_be_all_that_keeps_its_job_from_being_cast_again()
    {
        var plan = new FolderReset(_folder, ledger: null).Plan();

        plan.Files.ShouldBe([_temporary.In("logs", "generated", "dry-run", $"job-{OfPython}.sh")]);
        plan.Unknown.ShouldBe(3);
    }

    [Theory]
    [InlineData(LedgerState.Intended)]
    [InlineData(LedgerState.Submitted)]
    [InlineData(LedgerState.Queued)]
    [InlineData(LedgerState.Ended)]
    [InlineData(LedgerState.Lost)]
    public void A_job_is_at_work_until_the_site_knows_its_end(LedgerState state)
    {
        Remember(Over, state);

        var plan = new FolderReset(_folder, _ledger).Plan();

        plan.AtWork.ShouldContain(Over);
        plan.Files.ShouldNotContain(_folder.ScriptOf(Over));
    }

    [Theory]
    [InlineData(LedgerState.Seen)]
    [InlineData(LedgerState.Admitted)]
    public void A_job_that_waits_here_is_at_no_work_and_keeps_its_files(LedgerState state)
    {
        Remember(Over, state);

        var plan = new FolderReset(_folder, _ledger).Plan();

        plan.AtWork.ShouldBe([Running]);
        plan.Files.ShouldNotContain(_folder.ScriptOf(Over));
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _temporary.Dispose();
    }

    private void Remember(string id, LedgerState state) => _ledger.Write(
        new() { JobId = id, State = state, Scheduler = "slurm", CreatedAt = _time.GetUtcNow(), ChangedAt = _time.GetUtcNow() }, "test");
}
