using HpcClient.Casting.Ledger;
using HpcClient.Casting.Verdicts;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Tests.Verdicts;

public sealed class VerdictJudgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Only_the_engines_word_makes_a_success()
    {
        VerdictJudge.Judge("slurm", Seen(EndCause.ScriptSucceeded), End(EndOutcome.Complete), Now)!.Succeeded.ShouldBeTrue();
        VerdictJudge.Judge("slurm", Seen(EndCause.ScriptSucceeded), null, Now)!.Succeeded.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public void Every_cause_without_end_record_is_a_failure_with_a_remedy(EndCause cause)
    {
        var verdict = VerdictJudge.Judge("slurm", Seen(cause), null, Now)!;

        verdict.Succeeded.ShouldBeFalse();
        verdict.Witness.ShouldBe("slurm");
        verdict.Reason.ShouldEndWith(".");
        verdict.Reason.Length.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void The_end_record_may_be_late_on_a_shared_folder()
    {
        var seen = Seen(EndCause.ScriptSucceeded) with { EndedAt = Now - TimeSpan.FromSeconds(1) };

        VerdictJudge.Judge("slurm", seen, null, Now).ShouldBeNull();
        VerdictJudge.Judge("slurm", seen, null, Now + VerdictJudge.EndRecordGrace).ShouldNotBeNull();
    }

    [Fact]
    public void A_clock_ahead_of_ours_does_not_delay_a_verdict_for_ever() =>
        VerdictJudge.Judge("slurm", Seen(EndCause.TimeLimit) with { EndedAt = Now.AddHours(3) }, null, Now).ShouldNotBeNull();

    [Fact]
    public void A_forgotten_job_is_lost_and_never_complete()
    {
        var entry = new LedgerEntry { JobId = "64b5bce63a26373568590001", State = LedgerState.Running, Scheduler = "slurm", SchedulerJobId = "7", CreatedAt = Now, ChangedAt = Now };

        var verdict = VerdictJudge.OfForgotten(entry, "slurm", null);

        (verdict.Succeeded, verdict.Witness).ShouldBe((false, "nobody"));
        verdict.Reason.ShouldContain("7");
        VerdictJudge.OfForgotten(entry, "slurm", End(EndOutcome.Complete)).Succeeded.ShouldBeTrue();
    }

    public static TheoryData<EndCause> Causes() => [.. Enum.GetValues<EndCause>().Where(c => c != EndCause.None)];

    private static Observation Seen(EndCause cause) => new()
    {
        SchedulerJobId = "7",
        JobName = "fw-64b5bce63a26373568590001",
        Phase = SchedulerPhase.Ended,
        Cause = cause,
        RawState = "STATE",
        Witness = "sacct",
        EndedAt = Now - TimeSpan.FromMinutes(1),
    };

    private static EndRecord End(EndOutcome outcome) => new()
    {
        JobId = "64b5bce63a26373568590001",
        Outcome = outcome,
        Reason = "The gear ended.",
        SiteAcknowledged = true,
        Host = "n1",
        StartedAt = Now,
        EndedAt = Now,
    };
}
