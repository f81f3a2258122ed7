using HpcClient.Casting.Ledger;
using HpcClient.Posix.Processes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Casting.Tests.Ledger;

public sealed class LedgerStoreTests : IDisposable
{
    private const string JobId = "64b5bce63a26373568590001";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_there_after_reopening()
    {
        using (var ledger = OpenWithLease())
        {
            ledger.Write(Entry() with { State = LedgerState.Intended, Nonce = "n" }, "about to be submitted");
            ledger.Write(Entry() with { State = LedgerState.Submitted, SchedulerJobId = "42", HeartbeatAt = _time.GetUtcNow() }, "taken", "job 42");
        }

        using var again = Open();
        again.Find(JobId).ShouldBe(Entry() with
        {
            State = LedgerState.Submitted,
            SchedulerJobId = "42",
            HeartbeatAt = _time.GetUtcNow(),
        });
        again.History(JobId).Select(h => (h.From, h.To, h.Cause)).ShouldBe(
        [
            (null, LedgerState.Intended, "about to be submitted"),
            (LedgerState.Intended, LedgerState.Submitted, "taken"),
        ]);
    }

    [Fact]
    public void A_second_writer_is_told_who_has_the_lease()
    {
        using var first = OpenWithLease();
        using var second = Open();

        second.TryTakeLease(Other())!.Process.ShouldBe(ProcessIdentity.Current());
    }

    [Fact]
    public void The_lease_of_a_process_that_died_is_free()
    {
        using var first = Open();
        first.TryTakeLease(LeaseHolder.Me() with { Process = new(int.MaxValue - 1, 1) }).ShouldBeNull();

        using var second = Open();
        second.TryTakeLease(LeaseHolder.Me()).ShouldBeNull();
    }

    [Fact]
    public void A_holder_on_another_host_keeps_its_lease_until_it_expires()
    {
        using var first = Open();
        first.TryTakeLease(Other()).ShouldBeNull();
        using var second = Open();
        second.TryTakeLease(LeaseHolder.Me()).ShouldNotBeNull();

        _time.Advance(LedgerStore.LeaseDuration + TimeSpan.FromSeconds(1));

        second.TryTakeLease(LeaseHolder.Me()).ShouldBeNull();
    }

    [Fact]
    public void A_holder_whose_lease_was_taken_over_writes_nothing()
    {
        using var slow = Open();
        slow.TryTakeLease(Other()).ShouldBeNull();
        _time.Advance(LedgerStore.LeaseDuration + TimeSpan.FromSeconds(1));
        using var successor = OpenWithLease();

        Should.Throw<LedgerFaultException>(() => slow.Write(Entry(), "too late"));
        successor.Find(JobId).ShouldBeNull();
    }

    [Fact]
    public void Every_write_renews_the_lease()
    {
        using var ledger = OpenWithLease();
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(LedgerStore.LeaseDuration - TimeSpan.FromSeconds(1));
            ledger.Write(Entry(), "still here");
        }

        using var second = Open();
        second.TryTakeLease(Other()).ShouldNotBeNull();
    }

    [Fact]
    public void A_lease_can_be_renewed_while_there_is_nothing_to_write_until_somebody_else_has_it()
    {
        using var ledger = OpenWithLease();
        using var second = Open();
        _time.Advance(LedgerStore.LeaseDuration - TimeSpan.FromSeconds(1));
        ledger.RenewLease().ShouldBeTrue();
        _time.Advance(LedgerStore.LeaseDuration - TimeSpan.FromSeconds(1));
        second.TryTakeLease(Other()).ShouldNotBeNull();

        _time.Advance(TimeSpan.FromSeconds(2));
        second.TryTakeLease(Other()).ShouldBeNull();
        ledger.RenewLease().ShouldBeFalse();
    }

    [Fact]
    public void A_lease_that_was_never_given_back_is_taken_up_again_by_its_own_token()
    {
        var me = LeaseHolder.Me();
        using var first = Open();
        first.TryTakeLease(me).ShouldBeNull();
        using var second = Open();

        second.TryTakeLease(LeaseHolder.Me()).ShouldNotBeNull();
        second.TryTakeLease(me).ShouldBeNull();
    }

    [Fact]
    public void Writing_without_the_lease_is_refused()
    {
        using var ledger = Open();

        Should.Throw<LedgerFaultException>(() => ledger.Write(Entry(), "no lease"));
    }

    [Fact]
    public void Finished_jobs_are_not_unfinished()
    {
        using var ledger = OpenWithLease();
        foreach (var state in Enum.GetValues<LedgerState>())
        {
            ledger.Write(Entry() with { JobId = $"{(int)state:x24}", State = state }, "test");
        }

        ledger.Unfinished().Select(e => e.State).ShouldBe(
            Enum.GetValues<LedgerState>().Where(s => !s.IsFinal()), ignoreOrder: true);
    }

    [Fact]
    public void A_ledger_of_a_newer_version_is_left_alone()
    {
        var path = _folder.In("ledger.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 999";
            command.ExecuteNonQuery();
        }

        Should.Throw<LedgerFaultException>(Open).Message.ShouldContain("newer version");
    }

    [Fact]
    public void A_torn_ledger_is_named_with_the_remedy()
    {
        File.WriteAllText(_folder.In("ledger.db"), "this is not a database, however long it is, and it never was one at all");

        Should.Throw<LedgerFaultException>(Open).Message.ShouldContain(_folder.In("ledger.db"));
    }

    [Fact]
    public void A_missing_folder_is_named_with_the_remedy() =>
        Should.Throw<LedgerFaultException>(() => LedgerStore.Open(_folder.In("none", "ledger.db"), _time)).Message.ShouldContain("Check that the folder is there");

    [Fact]
    public void A_ledger_that_is_locked_or_damaged_while_in_use_is_a_fault_in_words_and_no_crash()
    {
        using var ledger = OpenWithLease();
        using (var connection = new SqliteConnection($"Data Source={_folder.In("ledger.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE jobs";
            command.ExecuteNonQuery();
        }

        Should.Throw<LedgerFaultException>(() => ledger.Write(Entry(), "after the damage")).Message.ShouldContain("The ledger cannot be used");
        Should.Throw<LedgerFaultException>(() => ledger.Find(JobId));
        Should.NotThrow(ledger.ReleaseLease);
    }

    [Fact]
    public void The_ledger_is_closed_to_other_users()
    {
        using var ledger = Open();

        File.GetUnixFileMode(_folder.In("ledger.db")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static LeaseHolder Other() => new("another-host", new(4711, 1), "other-token");

    private LedgerStore Open() => LedgerStore.Open(_folder.In("ledger.db"), _time);

    private LedgerStore OpenWithLease()
    {
        var ledger = Open();
        ledger.TryTakeLease(LeaseHolder.Me()).ShouldBeNull();
        return ledger;
    }

    private LedgerEntry Entry() => new()
    {
        JobId = JobId,
        State = LedgerState.Admitted,
        Scheduler = "slurm",
        CreatedAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        ChangedAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };
}
