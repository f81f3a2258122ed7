using System.Globalization;
using HpcClient.EmbeddedSite.Tests.Site;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Files;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.EmbeddedSite.Tests.Core2018;

/// <summary>Our own typed client against a site of 2018.</summary>
public sealed class CoreClientTests
{
    [Fact]
    public async Task The_typed_client_finds_out_the_generation_and_runs_a_whole_job()
    {
        await using var site = await CoreTestSite.StartAsync();
        var (id, acquisition) = await site.MakeJobAsync();
        var found = new List<ApiGeneration>();
        using var client = Client(site, found);

        (await client.FindGenerationAsync(default)).ShouldBe(ApiGeneration.Core2018);
        (await client.ClaimNextJobAsync(new() { Tags = ["nothing"] }, peek: false, default)).ShouldBeNull();
        (await client.ClaimNextJobAsync(new() { Tags = ["hpc"] }, peek: true, default))!.State.ShouldBe(JobState.Pending);
        var job = (await client.ClaimNextJobAsync(new() { Tags = ["hpc"] }, peek: false, default))!;
        (job.Id, job.State, job.GearInfo).ShouldBe((id, JobState.Running, null));
        (await client.GetGearAsync(job.GearId!, default)).Gear!.Name.ShouldBe("demo");
        await client.HeartbeatAsync(id, default);
        await client.AddLogsAsync(id, [new(1, "out\n")], default);

        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.In("x"), [1, 2, 3]);
        var ticket = await client.PrepareCompleteAsync(id, new CompletionNote(Success: true, TimeSpan.FromSeconds(4)), default);
        var records = await client.UploadOutputsAsync(id, ticket, new ContainerReference { Type = "acquisition", Id = acquisition }, [new OutputFile("x", folder.In("x"), 3)], null, default);

        records.ShouldHaveSingleItem().Name.ShouldBe("x");
        (await client.GetJobAsync(id, default)).State.ShouldBe(JobState.Complete);
        (await Should.ThrowAsync<SiteException>(client.HeartbeatAsync(id, default))).Fault.ShouldBe(SiteFault.Refused);
        found.ShouldBe([ApiGeneration.Core2018], "asked once, told once");
    }

    [Fact]
    public async Task A_current_site_is_told_from_one_of_2018()
    {
        await using var site = await TestSite.StartAsync();
        var found = new List<ApiGeneration>();
        using var client = Client(site, found);

        await client.LogInAsync(default);

        found.ShouldBe([ApiGeneration.Current]);
    }

    private static SiteClient Client(TestSite site, List<ApiGeneration> found)
    {
        SiteAddress.Read("127.0.0.1", site.Server.Port.ToString(CultureInfo.InvariantCulture), insecure: true, out var address).ShouldBeNull();
        return new(new SiteAccess(address!, new DroneSecret(site.Server.Secrets.DroneSecret)), new SiteClientOptions { GenerationFound = found.Add });
    }
}
