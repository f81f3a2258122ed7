using System.Text.Json;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.UsageReports;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.Tests.UsageReports;

/// <summary>What jobs used against what they asked for.</summary>
public sealed class UsageReportTests
{
    private const long Gibibyte = 1L << 30;

    private static readonly DateTimeOffset Start = new(2026, 1, 31, 23, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Use_is_summed_up_against_what_was_asked_for()
    {
        var sums = new UsageSums([Used("a"), Used("b") with { Succeeded = false, Cause = EndCause.TimeLimit }]);

        (sums.Jobs, sums.Submissions, sums.Successes, sums.EndedByTime, sums.Incomplete).ShouldBe((2, 2, 1, 1, 0));
        sums.CpuHoursUsed.ShouldBe(4);
        sums.CpuHoursAsked.ShouldBe(16);
        sums.CpuHoursWasted.ShouldBe(12);
        sums.MemoryPercent.ShouldBe(25);
        sums.MemoryGibHoursAsked.ShouldBe(64);
        sums.MemoryGibHoursWasted.ShouldBe(48);
        sums.WallHoursUsed.ShouldBe(4);
        sums.WallHoursLimit.ShouldBe(16);
        sums.WallPercent.ShouldBe(25);
        sums.GpuHours.ShouldBe(4);
    }

    [Fact]
    public void What_nobody_knows_is_null_and_counted_and_never_0()
    {
        var unknown = Used("a") with { Usage = new() };

        var sums = new UsageSums([unknown]);

        sums.Incomplete.ShouldBe(1);
        ((double?[])[sums.CpuHoursUsed, sums.CpuHoursAsked, sums.MemoryPercent, sums.MemoryGibHoursWasted, sums.WallHoursUsed, sums.GpuHours]).ShouldAllBe(value => value == null);
        new UsageSums([unknown, Used("b")]).CpuHoursUsed.ShouldBe(2);
        UsageTable.Lines(new([unknown], [UsageGrouping.Gear])).Last().ShouldContain("of 1 that are over some figures are not known");
    }

    [Fact]
    public void A_run_of_no_time_has_no_efficiency_and_divides_by_nothing()
    {
        var sums = new UsageSums([Used("a") with { Usage = new() { CpuSeconds = 0, PeakMemoryBytes = 0, WallSeconds = 0 } }]);

        sums.CpuHoursAsked.ShouldBe(0);
        sums.MemoryPercent.ShouldBe(0);
        new AttemptFigures(Used("a") with { Usage = new() { CpuSeconds = 3, WallSeconds = 0 } }).CpuEfficiency.ShouldBeNull();
    }

    [Fact]
    public void More_used_than_asked_for_is_no_negative_waste()
    {
        var sums = new UsageSums([Used("a") with { Usage = new() { CpuSeconds = 1e6, PeakMemoryBytes = 20 * Gibibyte, WallSeconds = 3600 } }]);

        (sums.CpuHoursWasted, sums.MemoryGibHoursWasted).ShouldBe((0, 0));
    }

    [Fact]
    public void Several_submissions_of_a_job_are_one_job_and_those_that_run_count_in_no_sum()
    {
        var running = Used("a") with { Number = 2, EndedAt = null, Succeeded = null, Cause = null };
        var neverTaken = running with { Number = 3, SchedulerJobId = null };

        var total = new UsageReport([Used("a") with { Cause = EndCause.OutOfMemory }, running, neverTaken], [UsageGrouping.Gear]).Total;

        (total.Jobs, total.Submissions, total.NotOver, total.EndedByMemory).ShouldBe((1, 2, 1, 1));
        total.CpuHoursUsed.ShouldBe(2);
    }

    [Fact]
    public void Months_change_in_UTC()
    {
        var abroad = Start.AddHours(1).ToOffset(TimeSpan.FromHours(-8));
        LedgerAttempt[] attempts = [Used("a"), Used("b") with { SubmittedAt = abroad }];

        new UsageReport(attempts, [UsageGrouping.Month]).Rows.Select(row => row.Keys[0]).ShouldBe(["2026-01", "2026-02"]);
    }

    [Fact]
    public void Who_wasted_most_comes_first_and_groupings_combine()
    {
        LedgerAttempt[] attempts =
        [
            Used("a") with { User = "thrifty", Usage = new() { CpuSeconds = 28_000, PeakMemoryBytes = 16 * Gibibyte, WallSeconds = 7200 } },
            Used("b") with { User = "wasteful" },
            Used("c") with { User = null, Usage = new() },
        ];

        var report = new UsageReport(attempts, [UsageGrouping.User, UsageGrouping.Gear]);

        report.Rows.Select(row => row.Keys[0]).ShouldBe(["wasteful", "thrifty", null]);
        report.Rows[0].Keys[1].ShouldBe("count-lines 1.0.0");
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\r\nlines", "two lines")]
    [InlineData(null, "")]
    public void Names_of_strangers_are_no_formulas_and_break_no_row(string? name, string cell)
    {
        var lines = UsageCsv.Text(new([Used("a") with { Gear = name }], [UsageGrouping.Gear])).Split("\r\n");

        lines.Length.ShouldBe(3);
        lines[0].ShouldStartWith("gear,jobs,submissions,not_over,successes,cpu_hours_used,");
        lines[1].ShouldStartWith(cell + ",1,1,0,1,2,8,6,25,");
        lines[2].ShouldBe("");
    }

    [Fact]
    public void Programs_get_null_for_what_is_not_known()
    {
        using var written = new MemoryStream();

        UsageJson.Write(written, new([Used("a") with { Usage = new(), Node = null }], [UsageGrouping.Node]), Start, null);

        using var json = JsonDocument.Parse(written.ToArray());
        var row = json.RootElement.GetProperty("rows")[0];
        row.GetProperty("node").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("cpu_hours_used").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("figures_missing").GetInt32().ShouldBe(1);
        json.RootElement.GetProperty("total").GetProperty("jobs").GetInt32().ShouldBe(1);
        json.RootElement.GetProperty("since").GetString().ShouldBe("2026-01-31T23:30:00Z");
    }

    // 2 hours on 4 CPUs, 2 of 8 CPU hours used, 4 of 16 GiB, 2 of 8 hours, 1 GPU.
    private static LedgerAttempt Used(string job) => new()
    {
        JobId = job,
        Number = 1,
        Gear = "count-lines 1.0.0",
        User = "alice@example.org",
        Nonce = "n",
        Scheduler = "slurm",
        SchedulerJobId = "4711",
        Asked = "4 CPUs, 16G",
        AskedCpus = 4,
        AskedMemoryBytes = 16 * Gibibyte,
        AskedWalltime = TimeSpan.FromHours(8),
        AskedGpus = 1,
        SubmittedAt = Start,
        StartedAt = Start,
        EndedAt = Start.AddHours(2),
        Node = "node7",
        Cause = EndCause.ScriptSucceeded,
        Succeeded = true,
        Usage = new() { CpuSeconds = 7200, PeakMemoryBytes = 4 * Gibibyte, WallSeconds = 7200, Source = "cgroup" },
    };
}
