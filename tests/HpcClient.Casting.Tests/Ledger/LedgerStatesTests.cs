using System.Diagnostics;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Tests.Explaining;
using HpcClient.Posix.Processes;

namespace HpcClient.Casting.Tests.Ledger;

/// <summary>What a state means, who is told of a change of it, and whose word on the ledger counts.</summary>
public sealed class LedgerStatesTests
{
    [Theory]
    [InlineData(LedgerState.Seen, false, false)]
    [InlineData(LedgerState.Admitted, false, false)]
    [InlineData(LedgerState.Refused, true, false)]
    [InlineData(LedgerState.Intended, false, true)]
    [InlineData(LedgerState.Submitted, false, true)]
    [InlineData(LedgerState.Queued, false, true)]
    [InlineData(LedgerState.Running, false, true)]
    [InlineData(LedgerState.Ended, false, false)]
    [InlineData(LedgerState.Lost, false, false)]
    [InlineData(LedgerState.Reported, true, false)]
    [InlineData(LedgerState.Superseded, true, false)]
    public void A_state_is_over_or_with_the_scheduler_or_neither(LedgerState state, bool isFinal, bool isWithScheduler) =>
        (state.IsFinal(), state.IsWithScheduler()).ShouldBe((isFinal, isWithScheduler));

    [Fact]
    public void Whoever_traces_hears_of_each_change_and_of_those_that_could_not_be_written()
    {
        var heard = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "fw-hpc-client.ledger",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("job"), "64b5bce63a263735685900aa"))
                {
                    heard.Add($"{activity.OperationName} {activity.GetTagItem("from")} {activity.GetTagItem("to")} {activity.Status}");
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var jobs = new KnownJobs();
        var entry = jobs.Remember("64b5bce63a263735685900aa", LedgerState.Admitted);
        jobs.Ledger.Write(entry with { State = LedgerState.Intended }, "test");
        jobs.Ledger.ReleaseLease();
        Should.Throw<LedgerFaultException>(() => jobs.Ledger.Write(entry with { State = LedgerState.Submitted }, "test"));

        heard.ShouldBe(["transition none admitted Unset", "transition admitted intended Unset", "transition intended submitted Error"]);
    }

    [Fact]
    public void Only_a_process_of_this_host_can_be_known_to_be_gone()
    {
        var gone = new ProcessIdentity(int.MaxValue - 1, 1);
        var me = LeaseHolder.Me();

        me.IsSurelyGone().ShouldBeFalse();
        (me with { Process = gone }).IsSurelyGone().ShouldBeTrue();
        (me with { Process = gone, Host = "another-host" }).IsSurelyGone().ShouldBeFalse();
        LeaseHolder.Me().Token.ShouldNotBe(me.Token);
    }

    [Fact]
    public void A_lease_that_was_given_back_is_free_at_once_and_its_holder_writes_no_more()
    {
        using var jobs = new KnownJobs();
        using var other = LedgerStore.Open(jobs.Folder.LedgerFile, jobs.Time);
        other.ReleaseLease();
        other.TryTakeLease(LeaseHolder.Me()).ShouldNotBeNull("one that never had it gives nothing back");

        jobs.Ledger.ReleaseLease();

        jobs.Ledger.RenewLease().ShouldBeFalse();
        other.TryTakeLease(LeaseHolder.Me()).ShouldBeNull();
    }

    [Fact]
    public void A_ledger_that_somebody_set_to_a_journal_that_shared_folders_cannot_keep_is_set_back()
    {
        using var jobs = new KnownJobs();
        var path = Path.Combine(jobs.Folder.State, "other.db");
        Ask(path, "PRAGMA journal_mode = WAL").ShouldBe("wal");

        LedgerStore.Open(path, jobs.Time).Dispose();

        Ask(path, "PRAGMA journal_mode").ShouldBe("delete");

        static string? Ask(string path, string question)
        {
            using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = question;
            return (string?)command.ExecuteScalar();
        }
    }

    [Fact]
    public void A_lease_ends_at_its_very_end()
    {
        using var jobs = new KnownJobs();
        using var other = LedgerStore.Open(jobs.Folder.LedgerFile, jobs.Time);
        jobs.Time.Advance(LedgerStore.LeaseDuration - TimeSpan.FromMilliseconds(1));
        other.TryTakeLease(LeaseHolder.Me()).ShouldNotBeNull();

        jobs.Time.Advance(TimeSpan.FromMilliseconds(1));

        other.TryTakeLease(LeaseHolder.Me()).ShouldBeNull();
    }
}
