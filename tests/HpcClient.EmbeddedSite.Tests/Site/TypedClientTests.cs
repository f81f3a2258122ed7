using System.Globalization;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Files;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.EmbeddedSite.Tests.Site;

/// <summary>Our own typed client against our own server: what one sends the other understands.</summary>
public sealed class TypedClientTests
{
    [Fact]
    public async Task The_typed_client_runs_a_whole_job()
    {
        await using var site = await TestSite.StartAsync();
        using var client = Client(site);
        var acquisition = await site.MakeAcquisitionAsync();
        await site.Researcher.UploadAsync($"acquisitions/{acquisition}/files", null, ("in \"put\"\n.zip", [1, 2, 3]));
        var gear = await site.MakeGearAsync();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await site.AddJobAsync(gear, acquisition, "hpc"));
            await site.Drone.PutAsync($"jobs/{ids[i]}", new System.Text.Json.Nodes.JsonObject { ["state"] = "running" });
        }

        await client.LogInAsync(CancellationToken.None);
        var found = new List<string>();
        await foreach (var entry in client.FindJobsAsync(new JobFilter { State = JobState.Running, Tags = ["hpc"] }, CancellationToken.None))
        {
            found.Add(entry.ShouldBeOfType<ListedJob.Readable>().Job.Id);
        }

        found.ShouldBe(ids);
        var job = await client.GetJobAsync(ids[0], CancellationToken.None);
        job.Priority.ShouldBe("low");
        job.Request!.Target!.Dir.ShouldBe("/flywheel/v0");
        (await client.GetGearAsync(gear, CancellationToken.None)).Gear!.Name.ShouldBe("demo");
        (await client.GetGroupAsync("no-such", CancellationToken.None)).ShouldBeNull();
        (await client.GetGroupAsync("neuro", CancellationToken.None))!.Permissions!.Count.ShouldBe(2);

        await client.SetProfileAsync(ids[0], new JobProfile { Versions = new Dictionary<string, string> { ["engine"] = "3" }, Executor = new JobExecutor { Host = "n", CpuCores = 2 } }, CancellationToken.None);
        await client.HeartbeatAsync(ids[0], CancellationToken.None);
        await client.AddLogsAsync(ids[0], [new(1, "out\n"), new(LogLine.System, "system\n")], CancellationToken.None);
        (await client.GetJobConfigFileAsync(ids[0], CancellationToken.None)).ShouldNotBeEmpty();

        using var folder = new TemporaryFolder();
        var path = folder.In("x");
        await client.DownloadFileAsync(new ContainerReference { Type = "acquisition", Id = acquisition }, "in \"put\"\n.zip", path, 3, CancellationToken.None);
        (await File.ReadAllBytesAsync(path)).ShouldBe([1, 2, 3]);

        var ticket = await client.PrepareCompleteAsync(ids[0], CancellationToken.None);
        var records = await client.UploadOutputsAsync(ids[0], ticket, job.Destination!, [new OutputFile("out \"put\" back\\slash %22 ü.nii.gz", path, 3)], null, CancellationToken.None);
        records.ShouldHaveSingleItem().Name.ShouldBe("out \"put\" back\\slash %22 ü.nii.gz");
        await client.CompleteAsync(ids[0], ticket, new Completion { Success = true, Profile = new CompletionTimes { ElapsedTimeMs = 5 } }, CancellationToken.None);
        (await client.GetJobAsync(ids[0], CancellationToken.None)).State.ShouldBe(JobState.Complete);
        (await Should.ThrowAsync<SiteException>(client.HeartbeatAsync(ids[0], CancellationToken.None))).Fault.ShouldBe(SiteFault.Refused);
    }

    private static SiteClient Client(TestSite site)
    {
        SiteAddress.Read("127.0.0.1", site.Server.Port.ToString(CultureInfo.InvariantCulture), insecure: true, out var address).ShouldBeNull();
        return new(new SiteAccess(address!, new DroneSecret(site.Server.Secrets.DroneSecret)), new SiteClientOptions { PageSize = 2 });
    }
}
