using System.Formats.Tar;
using System.Text.Json.Nodes;
using HpcClient.Engine.Images;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests;

public sealed class ImageTests
{
    // The image's link leads round in a circle.
    private static readonly EnumerationOptions NoLinks = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    public static readonly TheoryData<string> Escapes = ["../evil", "flywheel/../../evil", "flywheel/v0/out/evil"];

    [Fact]
    public async Task An_image_with_another_hash_is_not_run()
    {
        await using var bed = await EngineBed.StartAsync();
        var image = await bed.Site.AddImageAsync(await GearImage.BareAsync(bed.In("site")));
        var gear = await bed.AddGearAsync(exchange: new JsonObject { ["rootfs-url"] = (string)image["rootfs-url"]!, ["rootfs-hash"] = "sha384:" + new string('0', 96) });
        var job = await bed.AddJobAsync("true", gear);

        var result = await bed.RunAsync(job);

        result.Exit.ShouldBe(EngineExit.EngineFailed);
        result.Sentence.ShouldContain("is not what the gear was registered with");
        bed.End(job).Outcome.ShouldBe(EndOutcome.EngineFailed);
        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("failed");
        Directory.EnumerateFileSystemEntries(Path.Combine(bed.In("cache"), "images")).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task A_tarball_that_leads_out_of_its_folder_is_refused(string name)
    {
        var folder = Directory.CreateTempSubdirectory("engine-test-").FullName;
        var tarball = await GearImage.BareAsync(
            folder, new PaxTarEntry(TarEntryType.SymbolicLink, "flywheel/v0/out") { LinkName = folder }, GearImage.TextFile(name, "evil"));

        var fault = await Should.ThrowAsync<EngineFault>(() => RootfsExtractor.ExtractAsync(tarball, Path.Combine(folder, "to", "root"), CancellationToken.None));

        fault.Message.ShouldContain("leads out of it");
        Directory.EnumerateFiles(folder, "evil", NoLinks).ShouldBeEmpty();
        Layout.Tree.Delete(folder).ShouldBeTrue();
    }

    [Fact]
    public async Task A_hard_link_to_a_file_outside_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("engine-test-").FullName;
        var tarball = await GearImage.BareAsync(folder, new PaxTarEntry(TarEntryType.HardLink, "stolen") { LinkName = "../../../etc/passwd" });

        await Should.ThrowAsync<EngineFault>(() => RootfsExtractor.ExtractAsync(tarball, Path.Combine(folder, "root"), CancellationToken.None));

        Layout.Tree.Delete(folder).ShouldBeTrue();
    }

    [Theory]
    [InlineData("docker://-oProxyCommand=x")]
    [InlineData("docker://a b")]
    [InlineData("docker://a\n")]
    [InlineData("docker://a/../b;c")]
    [InlineData("docker://--help")]
    [InlineData("oras://")]
    [InlineData("file://relative.sif")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://x/y.tgz")]
    [InlineData("http://x.example/y.tgz")]
    [InlineData("docker-daemon:x")]
    public void A_reference_that_is_none_is_refused(string url) => ImageReference.Read(url, null, out _).ShouldNotBeNull();

    [Theory]
    [InlineData("docker://busybox", "busybox")]
    [InlineData("docker://localhost:5000/a/b_c:1.2-3", "localhost:5000/a/b_c:1.2-3")]
    [InlineData("https://x.example/y.tgz?sig=1", "https://x.example/y.tgz?sig=1")]
    [InlineData("containers-storage:localhost/fw/gear:1", "localhost/fw/gear:1")]
    public void A_good_reference_is_read(string url, string source)
    {
        ImageReference.Read(url, null, out var image).ShouldBeNull();
        image!.Source.ShouldBe(source);
        image.Shown.ShouldNotContain("sig");
    }

    [Fact]
    public void A_digest_given_as_hash_pins_the_name()
    {
        var hex = new string('a', 64);
        ImageReference.Read("docker://r.example/g:1", $"sha256:{hex}", out var image).ShouldBeNull();
        image!.Source.ShouldBe($"r.example/g:1@sha256:{hex}");
        image.Key.ShouldBe($"sha256-{hex}");
    }
}
