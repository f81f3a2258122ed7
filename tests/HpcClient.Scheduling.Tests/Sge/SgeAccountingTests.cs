using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Sge;

namespace HpcClient.Scheduling.Tests.Sge;

/// <summary>Blocks of qacct -j, recorded from Son of Grid Engine 8.1.9 unless noted, shortened.</summary>
public sealed class SgeAccountingTests
{
    [Fact]
    public void A_block_becomes_an_observation() => Ends(Block("1", failed: "0    ", exit: "7                   ", vmem: "4.680MB")).ShouldHaveSingleItem().ShouldBe(new()
    {
        SchedulerJobId = "1",
        JobName = "fw-a",
        Phase = SchedulerPhase.Ended,
        Cause = EndCause.ScriptFailed,
        RawState = "exit status 7",
        Node = "node1",
        ExitCode = 7,
        SubmittedAt = new DateTimeOffset(2026, 11, 22, 20, 25, 43, TimeSpan.Zero),
        StartedAt = new DateTimeOffset(2026, 11, 22, 20, 25, 44, TimeSpan.Zero),
        EndedAt = new DateTimeOffset(2026, 11, 22, 20, 25, 47, TimeSpan.Zero),
        PeakMemoryBytes = 4907335,
        CpuTime = TimeSpan.FromMilliseconds(7),
        Cpus = 1,
        Witness = "qacct",
    });

    [Theory]
    [InlineData("0", "0", EndCause.ScriptSucceeded)]
    [InlineData("0", "137", EndCause.ScriptFailed)]
    [InlineData("37  : qmaster enforced h_rt, h_cpu, or h_vmem limit", "137                  (Killed)", EndCause.TimeLimit)]
    [InlineData("100 : assumedly after job", "137                  (Killed)", EndCause.ScriptFailed)]
    [InlineData("100 : assumedly after job", "152", EndCause.TimeLimit)]
    [InlineData("100 : assumedly after job", "0", EndCause.NodeFailure)]
    [InlineData("19  : before writing exit_status", "0", EndCause.NodeFailure)]
    [InlineData("26  : opening output file", "0", EndCause.LaunchFailure)]
    [InlineData("1   : assumedly before job", "0", EndCause.LaunchFailure)]
    [InlineData("15  : in epilog", "0", EndCause.ScriptSucceeded)]
    [InlineData("30  : application error returned", "100", EndCause.ScriptFailed)]
    [InlineData("77  : something new", "0", EndCause.Unknown)]
    public void What_failed_and_the_exit_status_give_the_cause(string failed, string exit, object cause) =>
        Ends(Block("1", failed, exit)).ShouldHaveSingleItem().Cause.ShouldBe((EndCause)cause);

    [Fact]
    public void A_signal_is_told_and_no_exit_code()
    {
        var end = Ends(Block("1", "100 : assumedly after job", "137                  (Killed)")).ShouldHaveSingleItem();

        end.Signal.ShouldBe(9);
        end.ExitCode.ShouldBeNull();
        end.Reason.ShouldNotBeNull().ShouldContain("qdel");
    }

    [Theory]
    [InlineData("37  : qmaster enforced h_rt, h_cpu, or h_vmem limit", "320.309MB", "-l h_vmem=100M", EndCause.OutOfMemory)]
    [InlineData("37  : qmaster enforced h_rt, h_cpu, or h_vmem limit", "320.309MB", "-l h_rt=2,h_vmem=100M -pe threaded 4", EndCause.TimeLimit)]
    [InlineData("100 : assumedly after job", "1.000MB", "-l h_rt=3", EndCause.TimeLimit)]
    [InlineData("100 : assumedly after job", "1.000MB", "-l h_rt=4,h_vmem=100M", EndCause.ScriptFailed)]
    [InlineData("100 : assumedly after job", "320.309MB", "-soft -l h_vmem=100M", EndCause.ScriptFailed)]
    public void A_limit_that_was_asked_for_and_reached_is_the_cause(string failed, string vmem, string category, object cause)
    {
        var slots = category.Contains("-pe", StringComparison.Ordinal) ? "4" : "1";
        Ends(Block("1", failed, "137", vmem, category, slots)).ShouldHaveSingleItem().Cause.ShouldBe((EndCause)cause);
    }

    /// <summary>Univa's manual describes the field.</summary>
    [Fact]
    public void Who_deleted_a_job_is_told_where_accounting_tells() =>
        Ends(Block("1", "100 : assumedly after job", "137") + "deleted_by   ann@node1\n").ShouldHaveSingleItem().CancelledBy.ShouldBe("ann@node1");

    [Fact]
    public void What_was_asked_for_is_told_as_limits()
    {
        var end = Ends(Block("1", "0", "0", category: "-l h_rt=0:30:00,h_vmem=2G,gpu=1 -pe threaded 4", slots: "4")).ShouldHaveSingleItem();

        end.TimeLimit.ShouldBe(TimeSpan.FromMinutes(30));
        (end.Cpus, end.Gpus, end.MemoryLimitBytes).ShouldBe((4, 1, 8L << 30));
    }

    [Fact]
    public void Of_several_runs_of_one_job_the_last_end_counts_and_a_rescheduling_is_none()
    {
        var runs = Block("1", "25  : rescheduling", "99") + Block("1", "0", "3", end: "Sun Nov 22 20:26:47 2026") + Block("1", "0", "4") + Block("2", "25  : rescheduling", "99");

        var end = Ends(runs).ShouldHaveSingleItem();
        end.SchedulerJobId.ShouldBe("1");
        end.ExitCode.ShouldBe(3);
        end.RestartCount.ShouldBe(1);
    }

    [Fact]
    public void The_last_end_counts_wherever_it_stands() =>
        Ends(Block("1", "0", "4") + Block("1", "0", "3", end: "Sun Nov 22 20:26:47 2026")).ShouldHaveSingleItem().ExitCode.ShouldBe(3);

    [Fact]
    public void What_a_block_does_not_tell_is_not_taken_from_the_one_before_it()
    {
        var ends = Ends(Block("1", "0", "3") + "==========\njobname      fw-b\njobnumber    2\nfailed       0\n");

        ends.Select(end => (end.SchedulerJobId, end.JobName, end.ExitCode, end.Node)).ShouldBe([("1", "fw-a", 3, "node1"), ("2", "fw-b", null, null)]);
    }

    [Fact]
    public void A_block_without_a_number_or_without_what_failed_is_no_job()
    {
        Ends("==========\njobname      fw-b\nfailed       0\n").ShouldBeEmpty();
        Ends("==========\njobname      fw-b\njobnumber    2\n").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("26  : opening output file", "opening output file")]
    [InlineData("26", "")]
    public void What_failed_is_told_in_its_words(string failed, string words) => Ends(Block("1", failed, "0")).ShouldHaveSingleItem().Reason.ShouldBe(words);

    [Theory]
    [InlineData("NONE")]
    [InlineData("undefined")]
    [InlineData("UNKNOWN")]
    public void A_word_for_nothing_deletes_no_job(string word)
    {
        var end = Ends(Block("1", "100 : assumedly after job", "137") + $"deleted_by   {word}\n").ShouldHaveSingleItem();
        (end.Cause, end.CancelledBy).ShouldBe((EndCause.ScriptFailed, null));
    }

    [Fact]
    public void A_number_that_was_used_again_tells_of_two_jobs()
    {
        var ends = Ends(Block("1", "0", "3", submitted: "Sat Nov 21 20:25:43 2026") + Block("1", "0", "4"));

        ends.Select(end => (end.SubmittedAt!.Value.Day, end.ExitCode)).ShouldBe([(21, 3), (22, 4)]);
    }

    [Fact]
    public void Sums_and_noise_are_no_jobs() => Ends("""
        OWNER      WALLCLOCK         UTIME         STIME           CPU             MEMORY                 IO                IOW
        =======================================================================================================================
        root               3         0.007         0.000         0.007              0.000              0.000              0.000
        Total System Usage
        """).ShouldBeEmpty();

    private static List<Observation> Ends(string text) => [.. SgeAccounting.Ends(SgeAccounting.Parse(text))];

    private static string Block(
        string number, string failed, string exit, string vmem = "0.000B", string category = "", string slots = "1", string end = "Sun Nov 22 20:25:47 2026",
        string submitted = "Sun Nov 22 20:25:43 2026") => $"""
        ==============================================================
        qname        all.q
        hostname     node1
        jobname      fw-a
        jobnumber    {number}
        taskid       undefined
        qsub_time    {submitted}
        start_time   Sun Nov 22 20:25:44 2026
        end_time     {end}
        slots        {slots}
        failed       {failed}
        exit_status  {exit}
        ru_wallclock 3s
        cpu          0.007s
        maxvmem      {vmem}
        category     {category}

        """;
}
