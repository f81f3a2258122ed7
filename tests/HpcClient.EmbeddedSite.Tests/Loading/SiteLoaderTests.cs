using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.EmbeddedSite.Loading;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Loading;

public sealed class SiteLoaderTests
{
    [Fact]
    public async Task A_folder_is_loaded_once_and_again_only_where_it_changed()
    {
        await using var site = await TestSite.StartAsync();
        using var folder = new TemporaryFolder();
        var acquisition = Directory.CreateDirectory(folder.In("neuro/Study A/sub-01/ses 1/anat")).FullName;
        await File.WriteAllTextAsync(Path.Combine(acquisition, "scan.dicom.zip"), "bytes");
        await File.WriteAllTextAsync(Path.Combine(acquisition, "scan.dicom.zip.flywheel.json"), """{"modality":"MR","info":{"EchoTime":0.03}}""");
        await File.WriteAllTextAsync(Path.Combine(acquisition, "line\nfeed.txt"), "odd");
        await File.WriteAllTextAsync(Path.Combine(acquisition, "info.json"), """{"note":"n"}""");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "neuro/Study A/readme.md"), "project");
        using var caller = new SiteCaller(site.Server.Api, site.Server.Secrets.UserKeys[SiteSecrets.Admin]);

        (await new SiteLoader(caller).LoadAsync(folder.Path, CancellationToken.None)).ShouldBe(new LoadSummary(5, 3, 0));
        (await new SiteLoader(caller).LoadAsync(folder.Path, CancellationToken.None)).ShouldBe(new LoadSummary(5, 0, 3));
        await File.WriteAllTextAsync(Path.Combine(acquisition, "scan.dicom.zip.flywheel.json"), """{"modality":"CT"}""");
        (await new SiteLoader(caller).LoadAsync(folder.Path, CancellationToken.None)).ShouldBe(new LoadSummary(5, 1, 2));

        var loaded = (await new SiteTree(caller).FindAsync(["neuro", "Study A", "sub-01", "ses 1", "anat"], CancellationToken.None))!;
        ((string)loaded["info"]!["note"]!).ShouldBe("n");
        var file = loaded["files"]!.AsArray().Single(record => (string)record!["name"]! == "scan.dicom.zip")!;
        ((string)file["type"]!).ShouldBe("dicom");
        ((string)file["modality"]!).ShouldBe("CT");
        ((double)file["info"]!["EchoTime"]!).ShouldBe(0.03);
        (await site.Researcher.ReadAsync($"acquisitions/{loaded["_id"]}")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_folder_that_lies_too_deep_is_told()
    {
        await using var site = await TestSite.StartAsync();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.In("neuro/p/s/s/a/too-deep"));
        using var caller = new SiteCaller(site.Server.Api, site.Server.Secrets.UserKeys[SiteSecrets.Admin]);
        (await Should.ThrowAsync<EmbeddedSiteException>(new SiteLoader(caller).LoadAsync(folder.Path, CancellationToken.None))).Message.ShouldContain("too-deep");
    }
}
