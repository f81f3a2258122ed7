using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Orders;

namespace HpcClient.Casting.Tests.Orders;

/// <summary>What an operator reads before an order is given.</summary>
public sealed class OrderWordsTests
{
    private const string Id = "64b5bce63a26373568590001";

    [Theory]
    [InlineData(OrderKind.Cancel, LedgerState.Running, "It will be cancelled at the site and taken out of slurm; what it has done so far is lost.")]
    [InlineData(OrderKind.Cancel, LedgerState.Seen, "It will be cancelled at the site.")]
    [InlineData(OrderKind.Retry, LedgerState.Seen, "It waits here and is submitted with the next pass.")]
    [InlineData(OrderKind.Retry, LedgerState.Admitted, "It waits here and is submitted with the next pass.")]
    [InlineData(OrderKind.Retry, LedgerState.Reported, "The site will run it again, as a new job that the next sweep casts.")]
    [InlineData(OrderKind.Forget, LedgerState.Reported, "It will be cast again if the site still offers it, so it may run a second time. Its script, queue log, claim and end record are removed; its history stays.")]
    public void What_it_will_do_is_said(OrderKind kind, LedgerState state, string consequence) =>
        OrderWords.Before(kind, new(Entry(state), [], [], null))[1].ShouldBe(consequence);

    [Fact]
    public void Job_gear_and_state_are_named_and_what_others_wrote_cannot_move_the_cursor()
    {
        OrderWords.Before(OrderKind.Cancel, new(Entry(LedgerState.Queued), [], [], null))[0].ShouldStartWith($"Job {Id} (count-lines 1.0.0): queued. ");
        OrderWords.Before(OrderKind.Cancel, new(Entry(LedgerState.Queued) with { Gear = null }, [], [], null))[0].ShouldContain("(gear not known)");
        OrderWords.Before(OrderKind.Cancel, new(Entry(LedgerState.Queued) with { Gear = "a\u001b[2Jb" }, [], [], null))[0].ShouldNotContain('\u001b');
    }

    [Theory]
    [InlineData(OrderKind.Cancel, "cancel")]
    [InlineData(OrderKind.Retry, "retry")]
    [InlineData(OrderKind.Forget, "forget")]
    public void Its_verb_is_the_command_s(OrderKind kind, string verb) => kind.Verb().ShouldBe(verb);

    private static LedgerEntry Entry(LedgerState state) => new()
    {
        JobId = Id, State = state, Scheduler = "slurm", Gear = "count-lines 1.0.0", CreatedAt = DateTimeOffset.UnixEpoch, ChangedAt = DateTimeOffset.UnixEpoch,
    };
}
