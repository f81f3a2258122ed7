using HpcClient.Casting.Explaining;
using HpcClient.Casting.Ledger;

namespace HpcClient.Casting.Tests.Explaining;

/// <summary>The screen of jobs that is drawn again and again.</summary>
public sealed class JobScreenTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(80, 24)]
    [InlineData(200, 10)]
    [InlineData(10, 3)]
    [InlineData(1, 1)]
    public void It_never_leaves_the_terminal(int width, int height)
    {
        var lines = JobScreen.Lines(Jobs(50), Now, width, height);

        lines.Count.ShouldBeLessThanOrEqualTo(height);
        lines.ShouldAllBe(line => line.Length <= width);
    }

    [Fact]
    public void It_counts_by_state_and_says_what_it_hides()
    {
        var lines = JobScreen.Lines(Jobs(20), Now, 120, 15);

        lines[0].ShouldBe("12:00:00  20 queued, 3 reported");
        lines.Count.ShouldBe(15);
        lines[^1].ShouldBe("10 more. q ends.");
        JobScreen.Lines(new([], new Dictionary<LedgerState, int>()), Now, 80, 24).ShouldBe(["12:00:00  no jobs yet", "", "No job is such.", "", "q ends."]);
    }

    private static JobList Jobs(int count) => new(
        [.. Enumerable.Range(0, count).Select(i => new KnownJob(
            new() { JobId = $"64b5bce63a263735685900{i:00}", State = LedgerState.Queued, Scheduler = "slurm", CreatedAt = Now, ChangedAt = Now, Reason = "waits for a node" }, null))],
        new Dictionary<LedgerState, int> { [LedgerState.Reported] = 3, [LedgerState.Queued] = count });
}
