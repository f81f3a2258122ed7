using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Orders;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Flywheel.Errors;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.Orders;

/// <summary>An operator asks that a job be run again.</summary>
public sealed class JobRetryingTests : IDisposable
{
    private readonly CastingDesk _desk = new();

    [Theory]
    [InlineData(LedgerState.Intended, "intended")]
    [InlineData(LedgerState.Submitted, "submitted")]
    [InlineData(LedgerState.Queued, "queued")]
    [InlineData(LedgerState.Running, "running")]
    public async Task A_job_that_the_scheduler_has_or_may_have_is_not_run_beside_itself(LedgerState state, string word)
    {
        _desk.Has(state);

        (await RetryAsync()).ShouldBe((false, $"Job {Job} is {word} at slurm. Cancel it first: fw-hpc-client cancel {Job}"));

        _desk.Site.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LedgerState.Seen)]
    [InlineData(LedgerState.Admitted)]
    public async Task A_job_that_waits_here_goes_with_the_next_pass_and_the_site_is_not_asked_for_another(LedgerState state)
    {
        _desk.Has(state);

        (await RetryAsync()).ShouldBe((true, $"Job {Job} is submitted with the next pass, as it would have been."));

        _desk.Site.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_site_does_not_know_the_end_it_cannot_run_the_job_again()
    {
        var entry = _desk.Has(LedgerState.Running);
        _desk.Ledger.Write(new LedgerChange(entry with { State = LedgerState.Ended }, "over") { Messages = [MessageDraft.Log("why")] });

        var (done, answer) = await RetryAsync();

        (done, answer).ShouldBe((false, $"The site does not know the end of job {Job} yet, so it cannot run it again. Try again when it does: fw-hpc-client explain {Job}"));
        _desk.Site.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LedgerState.Reported)]
    [InlineData(LedgerState.Refused)]
    [InlineData(LedgerState.Superseded)]
    public async Task A_job_that_is_over_becomes_a_new_one_at_the_site_and_its_story_says_so(LedgerState state)
    {
        _desk.Has(state);

        (await RetryAsync()).ShouldBe((true, "The site runs it again as job 64b5bce63a263735685900ff."));

        _desk.Site.Calls.ShouldBe([$"retry {Job}"]);
        var row = _desk.LastRow();
        (row.From, row.To, row.Cause, row.Evidence).ShouldBe((state, state, "the site runs it again as job 64b5bce63a263735685900ff", "asked for by ada@login1"));
    }

    [Fact]
    public async Task A_site_that_does_not_run_it_again_is_quoted_and_the_job_stays_as_it_was()
    {
        var before = _desk.Has(LedgerState.Reported);
        _desk.Site.Fault = _ => Fault(SiteFault.Refused);

        (await RetryAsync()).ShouldBe((false, $"The site did not run job {Job} again: The site said Refused."));

        _desk.Remembered().ShouldBe(before);
        _desk.Ledger.History(Job).Count.ShouldBe(1);
    }

    public void Dispose() => _desk.Dispose();

    private async Task<(bool? Done, string? Answer)> RetryAsync()
    {
        var number = _desk.Ledger.Add(Job, OrderKind.Retry, "ada@login1");
        await new OrderDesk(_desk.Parts).CarryOutAsync(Token);
        var order = _desk.Ledger.Order(number)!;
        order.DoneAt.ShouldBe(_desk.Now);
        return (order.Succeeded, order.Answer);
    }
}
