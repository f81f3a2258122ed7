using HpcClient.Casting.Ledger;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Casting.Watching;
using HpcClient.Scheduling.Observations;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.Watching;

/// <summary>Which of the scheduler's jobs with the number of ours can be ours.</summary>
public sealed class JobOwnershipTests : IDisposable
{
    private readonly CastingDesk _desk = new();
    private readonly DateTimeOffset _promised;
    private readonly LedgerEntry _entry;
    private readonly JobOwnership _ownership;

    public JobOwnershipTests()
    {
        _entry = _desk.Submitted();
        _promised = _desk.Ledger.History(Job).Single(row => row.To == LedgerState.Intended).At;
        _ownership = new(_desk.Ledger);
    }

    [Theory]
    [InlineData("by-hand", null, true)]
    [InlineData("by-hand", -900, true)]
    [InlineData("by-hand", -901, false)]
    [InlineData("fw-64b5bce63a26373568590001", -90000, true)]
    [InlineData("fw-64b5bce63a26373568590001-mine", 0, true)]
    [InlineData("fw-64b5bce63a26373568590002", 0, false)]
    [InlineData("fw-64b5bce63a26373568590002-theirs", 0, false)]
    [InlineData("fw-my-own-name-of-the-script", 0, true)]
    [InlineData("fw-64b5bce63a2637356859000", 0, true)]
    [InlineData("xx-64b5bce63a26373568590002", 0, true)]
    public void A_name_that_is_not_another_job_s_is_believed_where_its_submission_is_no_earlier_than_ours(string name, int? secondsAfterOurs, bool isOurs) =>
        IsOurs(Named(name) with { SubmittedAt = secondsAfterOurs is { } seconds ? _promised.AddSeconds(seconds) : null }).ShouldBe(isOurs);

    [Fact]
    public void Without_a_submission_the_start_counts_and_without_a_start_the_end()
    {
        var early = _promised.AddHours(-1);
        IsOurs(Named("x") with { StartedAt = early }).ShouldBeFalse();
        IsOurs(Named("x") with { EndedAt = early }).ShouldBeFalse();
        IsOurs(Named("x") with { StartedAt = _promised, EndedAt = early }).ShouldBeTrue();
        IsOurs(Named("x") with { SubmittedAt = _promised, StartedAt = early, EndedAt = early }).ShouldBeTrue("a clock of a node may be wrong");
        IsOurs(Named("x") with { SubmittedAt = early, StartedAt = _promised, EndedAt = _promised }).ShouldBeFalse();
    }

    [Fact]
    public void Our_nonce_in_the_comment_makes_any_job_ours_and_another_s_makes_none_ours()
    {
        var foreign = Named("fw-64b5bce63a26373568590002") with { SubmittedAt = _promised.AddDays(-1) };
        IsOurs(foreign with { Comment = "fw-hpc-client nonce-1" }).ShouldBeTrue();
        IsOurs(foreign with { Comment = "fw-hpc-client nonce-2" }).ShouldBeFalse();
    }

    [Fact]
    public void Of_a_job_that_we_never_submitted_only_the_name_can_tell()
    {
        var entry = _desk.Has(LedgerState.Running, entry => entry with { SchedulerJobId = "7" }, Other);

        _ownership.Of(entry, [Named("by-hand")]).ShouldBeEmpty();
        _ownership.Of(entry, [Named($"fw-{Other}")]).Count.ShouldBe(1);
    }

    [Fact]
    public void The_latest_promise_is_what_counts()
    {
        _desk.Time.Advance(TimeSpan.FromHours(1));
        var entry = _desk.Has(LedgerState.Submitted, change: entry => entry with { SchedulerJobId = "7" });
        _desk.Has(LedgerState.Intended);
        _desk.Has(LedgerState.Submitted);

        _ownership.Of(entry, [Named("by-hand") with { SubmittedAt = _promised }]).ShouldBeEmpty();
    }

    [Fact]
    public void Where_ours_is_among_them_the_others_are_no_news()
    {
        var ours = Named($"fw-{Job}");

        _ownership.Of(_entry, [Named($"fw-{Other}"), ours]).ShouldBe([ours]);

        _ownership.Warning("slurm").ShouldBeNull();
    }

    [Theory]
    [InlineData(1, "1 ('fw-64b5bce63a26373568590002'). They")]
    [InlineData(5, "4 ('fw-64b5bce63a26373568590002'), 5 ('fw-64b5bce63a26373568590002'). They")]
    [InlineData(7, "5 ('fw-64b5bce63a26373568590002') and 2 more. They")]
    public void Numbers_that_are_another_job_s_now_are_one_warning(int count, string names)
    {
        for (var i = 1; i <= count; i++)
        {
            _ownership.Of(_entry, [Named($"fw-{Other}") with { SchedulerJobId = $"{i}" }]).ShouldBeEmpty();
        }

        var warning = _ownership.Warning("slurm").ShouldNotBeNull();
        warning.ShouldStartWith("slurm tells of other jobs under numbers that ours had: 1 ('fw-64b5bce63a26373568590002')");
        warning.ShouldContain(names);
    }

    [Fact]
    public void A_number_that_nobody_tells_of_is_no_warning()
    {
        _ownership.Of(_entry, []).ShouldBeEmpty();
        _ownership.Warning("slurm").ShouldBeNull();
    }

    public void Dispose() => _desk.Dispose();

    private bool IsOurs(Observation seen) => _ownership.Of(_entry, [seen]).Count == 1;

    private static Observation Named(string name) => Seen(SchedulerPhase.Running) with { JobName = name };
}
