using HpcClient.Casting.Ledger;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Casting.Watching;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.Watching;

/// <summary>When the researcher reads what a job waits for, and in which words.</summary>
public sealed class WaitNewsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly LedgerEntry Waiting = new()
    {
        JobId = Job, State = LedgerState.Queued, Scheduler = "slurm", Reason = "waits for a free GPU", CreatedAt = Now.AddHours(-1), ChangedAt = Now.AddMinutes(-1),
    };

    [Fact]
    public void A_job_that_has_waited_for_a_minute_is_news_and_that_is_noted()
    {
        var (entry, messages) = Of(Waiting, Waiting);

        entry.ShouldBe(Waiting with { WaitToldAt = Now });
        messages.ShouldHaveSingleItem().Body.ShouldBe("fw-hpc-client: The job is in the queue of slurm: waits for a free GPU.\n");
    }

    [Fact]
    public void A_shorter_wait_is_no_news()
    {
        IsNews(Waiting with { ChangedAt = Now.AddSeconds(-59) }, Waiting).ShouldBeFalse();
        IsNews(Waiting with { State = LedgerState.Submitted, ChangedAt = Now.AddHours(-1) }, Waiting).ShouldBeFalse("it has only now begun to wait, as far as we know");
    }

    [Fact]
    public void What_does_not_wait_or_is_being_cancelled_or_tells_no_reason_is_no_news()
    {
        IsNews(Waiting, Waiting with { State = LedgerState.Running }).ShouldBeFalse();
        IsNews(Waiting, Waiting with { CancelledAt = Now }).ShouldBeFalse();
        IsNews(Waiting, Waiting with { Reason = null }).ShouldBeFalse();
    }

    [Theory]
    [InlineData(15, "waits for its turn", true)]
    [InlineData(14, "waits for its turn", false)]
    [InlineData(600, "waits for a free GPU", false)]
    public void It_is_told_again_when_the_reason_changed_but_seldom(int minutesSinceTold, string reason, bool isNews)
    {
        var before = Waiting with { WaitToldAt = Now.AddMinutes(-minutesSinceTold) };

        IsNews(before, before with { Reason = reason }).ShouldBe(isNews);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData(0, "")]
    [InlineData(1, "; one job before it")]
    [InlineData(2, "; 2 jobs before it")]
    public void Its_place_in_the_queue_is_told_where_it_is_known(int? ahead, string words) =>
        WaitNews.Words(Waiting with { JobsAhead = ahead }).ShouldBe($"waits for a free GPU{words}");

    [Fact]
    public void The_expected_start_is_told_in_UTC() =>
        WaitNews.Words(Waiting with { ExpectedStart = new(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)) }).ShouldBe("waits for a free GPU; slurm expects to start it at 2026-02-03 02:05 UTC");

    [Fact]
    public void A_scheduler_that_tells_no_reason_or_one_of_many_lines_makes_one_line() =>
        (WaitNews.Words(Waiting with { Reason = null }), WaitNews.Words(Waiting with { Reason = "a\nb" })).ShouldBe(("waits", "a b"));

    private static (LedgerEntry Entry, IReadOnlyList<HpcClient.Casting.Ledger.Outbox.MessageDraft> Messages) Of(LedgerEntry before, LedgerEntry after) =>
        new WaitNews(new(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now), new RecordedLog())).Of(before, after);

    private static bool IsNews(LedgerEntry before, LedgerEntry after)
    {
        var (entry, messages) = Of(before, after);
        entry.WaitToldAt.ShouldBe(messages.Count > 0 ? Now : after.WaitToldAt);
        return messages.Count > 0;
    }
}
