using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Tests.Observations;

public sealed class WaitingLineTests
{
    [Fact]
    public void Those_of_higher_priority_stand_before_and_among_equals_the_older()
    {
        var line = new WaitingLine();
        line.Add("main", 10, 7);
        line.Add("main", 20, 9);
        line.Add("main", 10, 3);
        line.Add("long", 99, 1);

        line.Before("main", 20, 9).ShouldBe(0);
        line.Before("main", 10, 3).ShouldBe(1);
        line.Before("main", 10, 7).ShouldBe(2);
        line.Before("long", 99, 1).ShouldBe(0);
    }

    [Fact]
    public void One_that_was_added_after_a_look_counts_at_the_next()
    {
        var line = new WaitingLine();
        line.Add("main", 1, 5);
        line.Before("main", 1, 5).ShouldBe(0);

        line.Add("main", 2, 6);

        line.Before("main", 1, 5).ShouldBe(1);
    }

    [Fact]
    public void Nobody_stands_before_a_job_in_a_place_where_nobody_waits() => new WaitingLine().Before("main", 1, 1).ShouldBe(0);
}
