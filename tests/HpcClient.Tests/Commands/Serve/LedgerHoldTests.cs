using HpcClient.Casting.Ledger;
using HpcClient.Commands.Serve.Passes;
using HpcClient.Output;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Tests.Commands.Serve;

/// <summary>The ledger over many passes: its lease, and what is counted in it.</summary>
public sealed class LedgerHoldTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly StringWriter _log = new();
    private readonly WorkFolder _folder;
    private readonly LedgerHold _hold;

    public LedgerHoldTests()
    {
        _folder = new(_temporary.Path);
        Directory.CreateDirectory(_folder.State);
        _hold = Hold();
    }

    public void Dispose()
    {
        _hold.Dispose();
        _log.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public void The_lease_stays_ours_over_idle_hours()
    {
        using var other = LedgerStore.Open(_folder.LedgerFile, _time);
        for (var minute = 0; minute < 60; minute++)
        {
            _hold.Take().ShouldNotBeNull();
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        other.TryTakeLease(LeaseHolder.Me()).ShouldNotBeNull();
    }

    [Fact]
    public void It_is_said_once_whom_we_wait_for_and_once_that_he_is_over()
    {
        using var other = LedgerStore.Open(_folder.LedgerFile, _time);
        other.TryTakeLease(LeaseHolder.Me()).ShouldBeNull();

        _hold.Take().ShouldBeNull();
        _hold.Take().ShouldBeNull();
        other.ReleaseLease();
        _hold.Take().ShouldNotBeNull();
        _hold.Take().ShouldNotBeNull();

        var lines = _log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldContain($"(process {Environment.ProcessId} on {Environment.MachineName})");
    }

    [Fact]
    public void One_that_stood_still_for_too_long_waits_for_the_one_that_took_over()
    {
        _hold.Take().ShouldNotBeNull();
        _time.Advance(LedgerStore.LeaseDuration + TimeSpan.FromSeconds(1));
        using var other = LedgerStore.Open(_folder.LedgerFile, _time);
        other.TryTakeLease(LeaseHolder.Me()).ShouldBeNull();

        _hold.Take().ShouldBeNull();
        _hold.Other.ShouldNotBeNull();
    }

    [Fact]
    public void The_lease_is_given_back()
    {
        _hold.Take().ShouldNotBeNull();
        _hold.Close();

        using var next = Hold();
        next.Take().ShouldNotBeNull();
    }

    [Fact]
    public void A_lease_that_could_not_be_given_back_is_still_ours()
    {
        _hold.Take().ShouldNotBeNull();
        var copy = _temporary.In("copy.db");
        File.Copy(_folder.LedgerFile, copy);
        _hold.Close();
        File.Move(copy, _folder.LedgerFile, overwrite: true);

        _hold.Take().ShouldNotBeNull();
    }

    [Fact]
    public void The_census_tells_what_changed_and_what_ended()
    {
        var ledger = _hold.Take()!;
        var taker = new CensusTaker(_time);
        var running = ledger.Write(Job("a", LedgerState.Running), "runs");
        var first = taker.Take(ledger);
        ledger.Write(Job("b", LedgerState.Submitted), "submitted");
        ledger.Write(running with { State = LedgerState.Reported, Succeeded = true }, "over");

        var second = taker.Take(ledger);
        var third = taker.Take(ledger);

        (first.Changed, first.AtEdge, first.NeedHeartbeats, first.WithScheduler).ShouldBe((false, false, false, 1));
        (second.Changed, second.AtEdge, second.NeedHeartbeats, second.WithScheduler).ShouldBe((true, true, true, 1));
        second.Ended.ShouldHaveSingleItem().JobId.ShouldBe("a");
        (third.Changed, third.Ended.Count).ShouldBe((false, 0));
    }

    [Fact]
    public void A_job_that_stands_at_the_edge_for_long_does_not_count_as_about_to_change()
    {
        var ledger = _hold.Take()!;
        ledger.Write(Job("a", LedgerState.Submitted), "submitted");
        _time.Advance(CensusTaker.EdgeTime);

        new CensusTaker(_time).Take(ledger).AtEdge.ShouldBeFalse();
    }

    [Fact]
    public void A_write_of_another_process_wakes_and_a_look_does_not()
    {
        var ledger = _hold.Take()!;
        var wakeUp = new LedgerWakeUp(_folder);
        wakeUp.IsCalled().ShouldBeFalse();
        using (var other = LedgerStore.Open(_folder.LedgerFile, _time))
        {
            other.TryTakeLease(LeaseHolder.Me()).ShouldNotBeNull();
        }

        wakeUp.IsCalled().ShouldBeFalse();
        ledger.Write(Job("a", LedgerState.Submitted), "submitted");
        wakeUp.IsCalled().ShouldBeTrue();
        wakeUp.Settle();
        wakeUp.IsCalled().ShouldBeFalse();
    }

    private LedgerHold Hold() => new(_folder, _time, new StandardErrorLogger(_time, LogLevel.Information, output: _log));

    private LedgerEntry Job(string id, LedgerState state) => new()
    {
        JobId = id,
        State = state,
        Scheduler = "local",
        CreatedAt = _time.GetUtcNow(),
        ChangedAt = _time.GetUtcNow(),
    };
}
