using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Tests.Explaining;

namespace HpcClient.Casting.Tests.Ledger;

/// <summary>What may leave the ledger: nothing that could be cast again, told again or still be reported.</summary>
public sealed class LedgerPruningTests : IDisposable
{
    private const string Job = "64b5bce63a26373568590001";
    private const string Other = "64b5bce63a26373568590002";

    private readonly KnownJobs _jobs = new();

    private DateTimeOffset Now => _jobs.Time.GetUtcNow();

    private DateTimeOffset Never { get; } = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData(LedgerState.Seen, false)]
    [InlineData(LedgerState.Admitted, false)]
    [InlineData(LedgerState.Refused, true)]
    [InlineData(LedgerState.Intended, false)]
    [InlineData(LedgerState.Submitted, false)]
    [InlineData(LedgerState.Queued, false)]
    [InlineData(LedgerState.Running, false)]
    [InlineData(LedgerState.Ended, false)]
    [InlineData(LedgerState.Lost, false)]
    [InlineData(LedgerState.Reported, true)]
    [InlineData(LedgerState.Superseded, true)]
    public void Only_jobs_that_are_over_and_known_to_the_site_leave(LedgerState state, bool leaves)
    {
        _jobs.Remember(Job, state);

        Prune(Now.AddDays(1)).ShouldBe(leaves ? [Job] : []);

        (_jobs.Ledger.Find(Job) is null).ShouldBe(leaves);
        _jobs.Ledger.History(Job).Count.ShouldBe(leaves ? 0 : 1);
    }

    [Fact]
    public void Only_jobs_that_changed_before_the_time_leave_the_oldest_first_and_not_too_many()
    {
        var jobs = Enumerable.Range(1, 4).Select(i => $"{i:x24}").Reverse().ToList();
        jobs.ForEach(job => _jobs.Remember(job, LedgerState.Reported));

        Prune(Now).ShouldBe(jobs[..2], "two at one time");
        Prune(Now).ShouldBe([jobs[2]], "the last one changed at that very moment");
        _jobs.Ledger.History(jobs[3]).Count.ShouldBe(1);
    }

    [Fact]
    public void A_job_that_the_site_must_still_be_told_of_stays()
    {
        _jobs.Ledger.Write(new LedgerChange(_jobs.Remember(Job, LedgerState.Refused), "refused") { Messages = [MessageDraft.Log("why")] });

        Prune(Now.AddDays(1)).ShouldBeEmpty();

        _jobs.Ledger.Find(Job).ShouldNotBeNull();
    }

    [Fact]
    public void Orders_leave_when_they_were_answered_long_ago_and_open_ones_never()
    {
        var open = _jobs.Ledger.Add(Job, OrderKind.Cancel, "ada@login1");
        var old = Answered(Now.AddMilliseconds(-1));
        var young = Answered(Now);

        Prune(Now);

        _jobs.Ledger.Order(open).ShouldNotBeNull();
        _jobs.Ledger.Order(old).ShouldBeNull();
        _jobs.Ledger.Order(young).ShouldNotBeNull();
    }

    [Fact]
    public void Usage_is_kept_longer_than_its_job_and_of_a_job_that_is_here_for_ever()
    {
        _jobs.Remember(Other, LedgerState.Running);
        Attempt(Job, 1, Now.AddMilliseconds(-1));
        Attempt(Job, 2, Now);
        Attempt(Other, 1, Now.AddYears(-1));

        _jobs.Ledger.Prune(Never, Now, 2);

        _jobs.Ledger.Attempts(Job).Select(attempt => attempt.Number).ShouldBe([2]);
        _jobs.Ledger.Attempts(Other).Count.ShouldBe(1);
    }

    public void Dispose() => _jobs.Dispose();

    private IReadOnlyList<string> Prune(DateTimeOffset jobsBefore) => _jobs.Ledger.Prune(jobsBefore, Never, 2);

    private long Answered(DateTimeOffset at)
    {
        var number = _jobs.Ledger.Add(Job, OrderKind.Cancel, "ada@login1");
        _jobs.Ledger.Answer(_jobs.Ledger.Order(number)! with { DoneAt = at, Succeeded = true, Answer = "done" });
        return number;
    }

    private void Attempt(string job, int number, DateTimeOffset at) =>
        _jobs.Ledger.Note(new LedgerAttempt { JobId = job, Number = number, Nonce = "n", Scheduler = "slurm", Asked = "little", SubmittedAt = at });
}
