namespace HpcClient.Wording.Tests;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["cluster", "cast_on_tag", "group_whitelist", "ca_bundle"];

    [Theory]
    [InlineData("clutser", "cluster")]
    [InlineData("CLUSTER", "cluster")]
    [InlineData("cluster", "cluster")]
    [InlineData("cluste", "cluster")]
    [InlineData("clusters", "cluster")]
    [InlineData("cast-on-tag", "cast_on_tag")]
    [InlineData("castOnTag", "cast_on_tag")]
    [InlineData("group_white_lists", "group_whitelist")]
    [InlineData("script", null)]
    [InlineData("", null)]
    public void A_slip_or_two_are_seen_through(string written, string? meant) => NearestName.Of(written, Known).ShouldBe(meant);

    [Theory]
    [InlineData("clxxter", 1, 4, null)]
    [InlineData("clxxter", 2, 4, "cluster")]
    [InlineData("clxxter", 1, 3, "cluster")]
    public void How_much_is_near_enough_is_for_the_caller_to_say(string written, int slips, int lettersPerSlip, string? meant) =>
        NearestName.Of(written, Known, slips, lettersPerSlip).ShouldBe(meant);

    [Fact]
    public void Of_two_that_are_equally_near_the_first_is_taken() => NearestName.Of("cat", ["bat", "rat"]).ShouldBe("bat");

    [Fact]
    public void What_nobody_types_is_not_looked_for()
    {
        NearestName.Of(new string('x', 61), [new string('x', 60)]).ShouldBeNull();
        NearestName.Of(new string('x', 60), [new string('x', 61), new string('x', 60)]).ShouldBe(new string('x', 60));
        NearestName.Of("x", []).ShouldBeNull();
    }
}
