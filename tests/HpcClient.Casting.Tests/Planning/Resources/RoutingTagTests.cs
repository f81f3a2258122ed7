namespace HpcClient.Casting.Tests.Planning.Resources;

/// <summary>A site may route jobs by tags that look like requests: filter_tags: [partition=gpu].</summary>
public sealed class RoutingTagTests
{
    [Theory]
    [InlineData("partition=gpu")]
    [InlineData("walltime=long")]
    [InlineData("ram=high")]
    [InlineData("cpu=many")]
    [InlineData("gpu=cluster-b")]
    [InlineData("gpu=4")]
    public void A_routing_tag_that_cannot_be_given_asks_for_nothing(string tag)
    {
        var site = AskingJob.Site(new()) with { FilterTags = [tag], SchedulerRam = "3G", SchedulerCpu = "3" };

        site.Request(AskingJob.Tagged(tag)).ShouldBe(site.Request(AskingJob.Tagged()));
        (site with { FilterTags = [] }).Refusal(AskingJob.Tagged(tag)).ShouldContain(tag);
    }

    [Theory]
    [InlineData("partition=long")]
    [InlineData("gpu")]
    public void A_routing_tag_that_is_allowed_counts(string tag)
    {
        var request = (AskingJob.Site() with { FilterTags = [tag] }).Request(AskingJob.Tagged(tag));

        (request.Partition ?? request.Gpu).ShouldNotBeNull();
    }

    [Fact]
    public void A_users_own_tag_counts_before_a_routing_tag_and_does_not_contradict_it()
    {
        var site = AskingJob.Site() with { FilterTags = ["partition=main"] };

        site.Request(AskingJob.Tagged("partition=main", "partition=long")).Partition.ShouldBe("long");
        site.Refusal(AskingJob.Tagged("partition=main", "partition=x")).ShouldContain("'partition=x'");
    }
}
