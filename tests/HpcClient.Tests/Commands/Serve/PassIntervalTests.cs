using HpcClient.Commands.Serve.Passes;

namespace HpcClient.Tests.Commands.Serve;

public sealed class PassIntervalTests
{
    private static readonly PassInterval Interval = PassInterval.UpTo(TimeSpan.FromSeconds(60));

    [Fact]
    public void It_is_short_while_something_happens() =>
        Seconds(60, new() { Happened = true }).ShouldBe(5);

    [Fact]
    public void It_is_short_while_jobs_are_about_to_change() =>
        Seconds(60, new() { AtEdge = true }).ShouldBe(5);

    [Fact]
    public void It_grows_to_its_longest_while_nothing_happens()
    {
        var waits = new List<double> { 0 };
        for (var i = 0; i < 9; i++)
        {
            waits.Add(Seconds(waits[^1], new()));
        }

        waits.Skip(1).ShouldBe([5, 7.5, 11.25, 16.875, 25.3125, 37.96875, 56.953125, 60, 60]);
    }

    [Fact]
    public void It_backs_off_while_somebody_is_away_even_if_something_happened()
    {
        Seconds(0, new() { Away = true, Happened = true }).ShouldBe(5);
        Seconds(5, new() { Away = true, AtEdge = true }).ShouldBe(10);
        Seconds(40, new() { Away = true }).ShouldBe(60);
    }

    [Fact]
    public void A_slow_scheduler_is_left_alone_for_longer()
    {
        Seconds(5, new() { Happened = true, SlowestAnswer = TimeSpan.FromSeconds(2) }).ShouldBe(20);
        Seconds(5, new() { Happened = true, SlowestAnswer = TimeSpan.FromSeconds(30) }).ShouldBe(60);
    }

    [Fact]
    public void Jobs_in_the_queue_are_told_of_before_the_orphan_scan_takes_them()
    {
        var facts = new PassFacts { Away = true, NeedHeartbeats = true, Took = TimeSpan.FromSeconds(60), SlowestAnswer = TimeSpan.FromSeconds(60) };

        Seconds(60, facts).ShouldBe(30);
        Seconds(60, facts with { Took = TimeSpan.FromSeconds(200) }).ShouldBe(5);
        Seconds(60, facts with { Took = TimeSpan.FromSeconds(1) }).ShouldBe(60);
    }

    [Fact]
    public void The_shortest_is_never_longer_than_the_longest() =>
        PassInterval.UpTo(TimeSpan.FromSeconds(1)).After(TimeSpan.Zero, new() { Happened = true }).ShouldBe(TimeSpan.FromSeconds(1));

    private static double Seconds(double previous, PassFacts facts) => Interval.After(TimeSpan.FromSeconds(previous), facts).TotalSeconds;
}
