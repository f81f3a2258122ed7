using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Retention;
using HpcClient.Casting.Tests.Sweeping;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.SweepSteps;

/// <summary>How long jobs and usage are kept, by the settings.</summary>
public sealed class RetentionTests : IDisposable
{
    private readonly CastingDesk _desk = new();

    [Fact]
    public void Usage_is_kept_for_the_months_of_the_settings()
    {
        _desk.Settings = _desk.Settings with { KeepUsageMonths = 2 };
        Attempt(1, _desk.Now.AddDays(-61));
        Attempt(2, _desk.Now.AddDays(-60.8));

        Prune();

        _desk.Ledger.Attempts(Job).Select(attempt => attempt.Number).ShouldBe([2]);
        _desk.Log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void No_pass_lets_more_than_two_hundred_jobs_go()
    {
        var entry = _desk.Has(LedgerState.Reported);
        _desk.Ledger.Write([.. Enumerable.Range(1, 201).Select(i => new LedgerChange(entry with { JobId = $"{i:x24}" }, "test"))]);
        _desk.Time.Advance(TimeSpan.FromDays(400));

        Prune();
        _desk.Log.Lines.ShouldHaveSingleItem().ShouldStartWith("200 jobs ");
        Prune();

        _desk.Log.Lines[1].ShouldStartWith("2 jobs ");
    }

    [Fact]
    public void A_folder_without_records_has_none_to_remove()
    {
        _desk.Has(LedgerState.Reported);
        Directory.Delete(_desk.Folder.Claims);
        Directory.Delete(_desk.Folder.Ends);
        _desk.Time.Advance(TimeSpan.FromDays(400));

        Prune();

        _desk.Ledger.Find(Job).ShouldBeNull();
    }

    public void Dispose() => _desk.Dispose();

    private void Prune() => new LedgerRetention(_desk.Folder, _desk.Settings, _desk.Ledger, _desk.Time, _desk.Log).Prune();

    private void Attempt(int number, DateTimeOffset at) =>
        _desk.Ledger.Note(new LedgerAttempt { JobId = Job, Number = number, Nonce = "n", Scheduler = "slurm", Asked = "little", SubmittedAt = at });
}
