using HpcClient.Casting.Ledger;
using HpcClient.Casting.Verdicts;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Tests.Verdicts;

public sealed class VerdictJudgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly LedgerEntry Entry =
        new() { JobId = "64b5bce63a26373568590001", State = LedgerState.Running, Scheduler = "slurm", SchedulerJobId = "7", CreatedAt = Now, ChangedAt = Now };

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
        var verdict = VerdictJudge.OfForgotten(Entry, "slurm", null);

        (verdict.Succeeded, verdict.Witness).ShouldBe((false, "nobody"));
        verdict.Reason.ShouldContain("7");
        VerdictJudge.OfForgotten(Entry, "slurm", End(EndOutcome.Complete)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void The_grace_ends_with_its_last_moment_and_begins_with_the_end()
    {
        var seen = Seen(EndCause.ScriptSucceeded) with { EndedAt = Now };

        VerdictJudge.Judge("slurm", seen, null, Now).ShouldBeNull();
        VerdictJudge.Judge("slurm", seen, null, Now + VerdictJudge.EndRecordGrace - TimeSpan.FromTicks(1)).ShouldBeNull();
        VerdictJudge.Judge("slurm", seen, null, Now + VerdictJudge.EndRecordGrace).ShouldNotBeNull();
        VerdictJudge.Judge("slurm", seen with { EndedAt = null }, null, Now).ShouldNotBeNull();
    }

    [Fact]
    public void What_happened_and_the_remedy_are_one_reason()
    {
        var verdict = VerdictJudge.Judge("slurm", Seen(EndCause.Preempted), null, Now)!;

        verdict.Reason.ShouldBe("A job of higher priority took the place of this one. Run the job again.");
        (verdict.EngineDecided, verdict.SiteKnows, verdict.IsLost).ShouldBe((false, false, false));
        (verdict with { Remedy = "" }).Reason.ShouldBe(verdict.What);
    }

    [Theory]
    [InlineData(EndOutcome.Complete, EndedBy.Nothing, true, EndCause.ScriptSucceeded, true)]
    [InlineData(EndOutcome.GearFailed, EndedBy.Nothing, false, EndCause.ScriptFailed, true)]
    [InlineData(EndOutcome.GearFailed, EndedBy.OutOfMemory, false, EndCause.OutOfMemory, true)]
    [InlineData(EndOutcome.Stopped, EndedBy.TimeLimit, false, EndCause.TimeLimit, true)]
    [InlineData(EndOutcome.EngineFailed, EndedBy.Site, false, EndCause.Cancelled, true)]
    [InlineData(EndOutcome.Cancelled, EndedBy.Nothing, false, EndCause.Cancelled, false)]
    [InlineData(EndOutcome.Refused, EndedBy.Nothing, false, EndCause.ScriptFailed, false)]
    public void The_engine_s_own_end_is_the_verdict(EndOutcome outcome, EndedBy endedBy, bool succeeded, object cause, bool siteKnows)
    {
        var verdict = VerdictJudge.Judge("slurm", Seen(EndCause.ScriptFailed), End(outcome) with { EndedBy = endedBy }, Now)!;

        (verdict.Succeeded, verdict.Cause, verdict.Witness, verdict.SiteKnows, verdict.EngineDecided).ShouldBe((succeeded, (EndCause)cause, "engine", siteKnows, true));
        verdict.Reason.ShouldBe("The gear ended.");
        VerdictJudge.Judge("slurm", Seen(EndCause.ScriptFailed), End(outcome) with { SiteAcknowledged = false }, Now)!.SiteKnows.ShouldBeFalse();
    }

    [Theory]
    [InlineData(EndCause.Preempted, EndedBy.Signal, EndCause.Preempted)] // the scheduler knows why
    [InlineData(EndCause.Cancelled, EndedBy.TimeLimit, EndCause.Cancelled)]
    [InlineData(EndCause.TimeLimit, EndedBy.OutOfMemory, EndCause.OutOfMemory)] // the kernel's count is better
    [InlineData(EndCause.ScriptFailed, EndedBy.TimeLimit, EndCause.TimeLimit)] // the scheduler explains nothing, the engine does
    [InlineData(EndCause.Unknown, EndedBy.Site, EndCause.Cancelled)]
    [InlineData(EndCause.ScriptFailed, EndedBy.Signal, EndCause.ScriptFailed)] // neither does
    public void Of_an_end_that_was_left_to_us_both_are_heard(object seen, EndedBy endedBy, object cause)
    {
        var verdict = VerdictJudge.Judge("slurm", Seen((EndCause)seen), Left(endedBy), Now)!;

        (verdict.Succeeded, verdict.Cause, verdict.Witness, verdict.EngineDecided).ShouldBe((false, (EndCause)cause, "engine and slurm", false));
        if ((EndCause)cause == EndCause.ScriptFailed)
        {
            verdict.Reason.ShouldBe("The gear was stopped.");
        }
        else
        {
            verdict.Remedy.ShouldBe(CauseWords.Remedy((EndCause)cause));
            verdict.What.ShouldNotBe("The gear was stopped.");
        }
    }

    [Fact]
    public void Of_memory_the_engine_s_peak_and_the_scheduler_s_limit_are_told_first()
    {
        var usage = new JobUsage { Source = "cgroup", PeakMemoryBytes = 6L << 30, MemoryBytes = 5L << 30 };
        var seen = Seen(EndCause.OutOfMemory) with { PeakMemoryBytes = 3L << 30, MemoryLimitBytes = 4L << 30 };

        What(seen, usage).ShouldContain("(4 GiB; peak seen: 6 GiB)");
        What(seen, null).ShouldContain("(4 GiB; peak seen: 3 GiB)");
        What(seen with { MemoryLimitBytes = null }, usage).ShouldContain("(5 GiB; peak seen: 6 GiB)");
        What(seen with { MemoryLimitBytes = null }, usage with { PeakMemoryBytes = null, MemoryBytes = null }).ShouldContain("(peak seen: 3 GiB)");

        static string What(Observation seen, JobUsage? usage) => VerdictJudge.Judge("slurm", seen, Left(EndedBy.OutOfMemory) with { Usage = usage }, Now)!.What;
    }

    [Fact]
    public void An_end_that_was_left_to_us_and_is_forgotten_is_told_by_the_engine_alone()
    {
        var verdict = VerdictJudge.OfForgotten(Entry, "slurm", Left(EndedBy.TimeLimit));

        (verdict.Succeeded, verdict.Witness, verdict.Cause, verdict.IsLost).ShouldBe((false, "engine", EndCause.TimeLimit, false));
        verdict.Reason.ShouldBe("The gear was stopped. slurm no longer knows the job, so nobody can say more.");
        VerdictJudge.OfForgotten(Entry, "slurm", Left(EndedBy.Signal)).Cause.ShouldBe(EndCause.Unknown);
    }

    [Fact]
    public void A_lost_job_is_told_with_its_number_where_it_had_one()
    {
        VerdictJudge.OfForgotten(Entry, "slurm", null).Reason.ShouldBe(
            "slurm no longer knows the job (its id there was 7) and the engine left no word about it, so nobody can say how it ended. Run the job again.");
        VerdictJudge.OfForgotten(Entry with { SchedulerJobId = null }, "slurm", null).What.ShouldStartWith("slurm no longer knows the job and the engine");
        VerdictJudge.OfForgotten(Entry, "slurm", null).IsLost.ShouldBeTrue();
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

    private static EndRecord Left(EndedBy endedBy) => End(EndOutcome.Stopped) with { LeftToClient = true, EndedBy = endedBy, Reason = "The gear was stopped.", SiteAcknowledged = false };

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
