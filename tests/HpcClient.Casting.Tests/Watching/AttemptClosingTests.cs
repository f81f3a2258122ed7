using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Verdicts;
using HpcClient.Casting.Watching;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Tests.Watching;

/// <summary>Of a submission that is over, who is believed for what.</summary>
public sealed class AttemptClosingTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Verdict Failed = new(false, "It failed.", "slurm", EndCause.TimeLimit);

    private static readonly LedgerAttempt Attempt = new()
    {
        JobId = "64b5bce63a26373568590001", Number = 1, Nonce = "n", Scheduler = "slurm", Asked = "little", SubmittedAt = Now.AddHours(-9),
    };

    private static readonly Observation Seen = new()
    {
        SchedulerJobId = "7", JobName = "fw-a", Phase = SchedulerPhase.Ended, RawState = "STATE", Witness = "sacct",
    };

    private static readonly EndRecord End = new()
    {
        JobId = "64b5bce63a26373568590001", Outcome = EndOutcome.Stopped, Reason = "r", SiteAcknowledged = false, Host = "enginehost", StartedAt = Now.AddHours(-2), EndedAt = Now.AddHours(-1),
    };

    [Fact]
    public void The_scheduler_is_believed_first_then_the_engine_then_what_was_known()
    {
        var known = Attempt with { SchedulerJobId = "6", StartedAt = Now.AddHours(-5), Node = "known" };
        var seen = Seen with { StartedAt = Now.AddHours(-3), EndedAt = Now.AddMinutes(-30), Node = "n1" };

        var byScheduler = AttemptClosing.Close(known, Failed, seen, End, Now);
        (byScheduler.SchedulerJobId, byScheduler.StartedAt, byScheduler.EndedAt, byScheduler.Node).ShouldBe(("7", seen.StartedAt, seen.EndedAt, "n1"));

        var byEngine = AttemptClosing.Close(known, Failed, Seen, End, Now);
        (byEngine.StartedAt, byEngine.EndedAt, byEngine.Node).ShouldBe((End.StartedAt, End.EndedAt, "enginehost"));

        var byNobody = AttemptClosing.Close(known, Failed, null, null, Now);
        (byNobody.SchedulerJobId, byNobody.StartedAt, byNobody.EndedAt, byNobody.Node).ShouldBe(("6", known.StartedAt, Now, "known"));
    }

    [Fact]
    public void Cause_and_success_are_the_verdict_s()
    {
        var closed = AttemptClosing.Close(Attempt, Failed with { Succeeded = true }, Seen with { Cause = EndCause.Cancelled }, null, Now);
        (closed.Cause, closed.Succeeded, closed.IsOver).ShouldBe((EndCause.TimeLimit, true, true));
    }

    [Theory]
    [InlineData(4L, 5L, 6L, 4L)]
    [InlineData(0L, 5L, 6L, 5L)]
    [InlineData(null, 5L, 6L, 5L)]
    [InlineData(null, null, 6L, 6L)]
    [InlineData(null, null, null, null)]
    public void Memory_that_was_not_asked_for_is_what_it_was_given(long? asked, long? limit, long? measured, long? expected) =>
        AttemptClosing.Close(
            Attempt with { AskedMemoryBytes = asked }, Failed, Seen with { MemoryLimitBytes = limit },
            measured is null ? null : End with { Usage = new() { Source = "cgroup", MemoryBytes = measured } }, Now).AskedMemoryBytes.ShouldBe(expected);

    [Fact]
    public void A_walltime_that_was_not_asked_for_is_the_scheduler_s_limit()
    {
        var seen = Seen with { TimeLimit = TimeSpan.FromHours(2) };
        AttemptClosing.Close(Attempt with { AskedWalltime = TimeSpan.FromHours(1) }, Failed, seen, null, Now).AskedWalltime.ShouldBe(TimeSpan.FromHours(1));
        AttemptClosing.Close(Attempt, Failed, seen, null, Now).AskedWalltime.ShouldBe(TimeSpan.FromHours(2));
        AttemptClosing.Close(Attempt, Failed, null, null, Now).AskedWalltime.ShouldBeNull();
    }

    [Fact]
    public void An_engine_that_read_its_control_group_knows_use_better_than_accounting()
    {
        var usage = Close("cgroup").Usage;
        (usage.CpuSeconds, usage.PeakMemoryBytes, usage.Source).ShouldBe((11, 1000, "cgroup"));
    }

    [Fact]
    public void One_that_watched_processes_only_does_not()
    {
        var usage = Close("processes").Usage;
        (usage.CpuSeconds, usage.PeakMemoryBytes, usage.Source).ShouldBe((22, 2000, "sacct"));

        var silent = AttemptClosing.Close(Attempt, Failed, Seen, WithUsage("processes"), Now).Usage;
        (silent.CpuSeconds, silent.PeakMemoryBytes, silent.Source).ShouldBe((11, 1000, "sacct"));

        var alone = AttemptClosing.Close(Attempt, Failed, null, WithUsage("processes"), Now).Usage;
        (alone.CpuSeconds, alone.PeakMemoryBytes, alone.WallSeconds, alone.Source).ShouldBe((11, 1000, 33, "processes"));
    }

    [Fact]
    public void Time_is_the_scheduler_s_where_it_tells_start_and_end()
    {
        var seen = Seen with { StartedAt = Now.AddMinutes(-2), EndedAt = Now };
        AttemptClosing.Close(Attempt, Failed, seen, WithUsage("cgroup"), Now).Usage.WallSeconds.ShouldBe(120);
        AttemptClosing.Close(Attempt, Failed, seen with { StartedAt = null }, WithUsage("cgroup"), Now).Usage.WallSeconds.ShouldBe(33);
        AttemptClosing.Close(Attempt, Failed, seen with { EndedAt = null }, null, Now).Usage.WallSeconds.ShouldBeNull();
    }

    [Fact]
    public void Use_of_GPUs_is_the_scheduler_s_alone()
    {
        var usage = AttemptClosing.Close(Attempt, Failed, Seen with { GpuUsage = new(50, 4000) }, null, Now).Usage;
        (usage.GpuPercent, usage.GpuMemoryBytes, usage.Source).ShouldBe((50, 4000, "sacct"));
        AttemptClosing.Close(Attempt, Failed, null, null, Now).Usage.ShouldBe(new AttemptUsage());
    }

    private static LedgerAttempt Close(string source) =>
        AttemptClosing.Close(Attempt, Failed, Seen with { CpuTime = TimeSpan.FromSeconds(22), PeakMemoryBytes = 2000 }, WithUsage(source), Now);

    private static EndRecord WithUsage(string source) =>
        End with { Usage = new() { Source = source, CpuSeconds = 11, PeakMemoryBytes = 1000, WallSeconds = 33 } };
}
