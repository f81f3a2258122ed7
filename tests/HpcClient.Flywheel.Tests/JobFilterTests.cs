using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Tests.Site;
using static HpcClient.Flywheel.Tests.Site.ScriptedSite;

namespace HpcClient.Flywheel.Tests;

public class JobFilterTests
{
    [Fact]
    public async Task The_filter_and_the_page_are_asked_for()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", "/api/jobs", Text("[]")).Client();

        await client.FindJobsAsync(new() { State = JobState.Running, Tags = ["hpc", "a,b"], GearNames = ["x", "y.z"] }, default).ToListAsync();

        var seen = site.Seen.Last();
        Uri.UnescapeDataString(seen.Query).ShouldBe("?filter=state=running,tags=hpc,tags=a\\,b,gear_info.name=~x|y[.]z&limit=100");
        seen.Header("X-Accept-Feature").ShouldBe("pagination");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    public async Task A_tag_that_the_filter_cannot_express_is_refused_before_anything_is_sent(string tag)
    {
        await using var site = await StartAsync();
        using var client = site.Client();

        (await Should.ThrowAsync<SiteException>(() => client.FindJobsAsync(new() { Tags = [tag] }, default).ToListAsync().AsTask())).Fault.ShouldBe(SiteFault.Invalid);

        site.Seen.ShouldBeEmpty();
    }
}
