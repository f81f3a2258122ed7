using System.Formats.Tar;
using System.Security.Cryptography;
using HpcClient.Engine.Runtimes.Podman;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests;

public sealed class PodmanCopyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_gear_whose_image_has_no_cp_runs_new_and_at_hand(bool asRoot)
    {
        await RuntimeProbe.RequireAsync("podman");
        await using var bed = await EngineBed.StartAsync("podman");
        await using var user = asRoot ? null : await TemporaryUser.AddAsync(bed.In("home"));
        if (user is not null)
        {
            await bed.GiveToAsync(user);
        }

        // Only a mounted image can be copied without a program of its own.
        var tarball = await GearImage.BusyboxAsync(bed.In("site"), without: "cp");
        var gear = await bed.AddGearAsync(tarball: tarball);
        foreach (var state in (string[])["new", "at hand"])
        {
            var job = await bed.AddJobAsync("cat .hidden; ls -l run; touch made", gear);

            using var engine = EngineProcess.Start(bed, job, user);

            (await engine.WaitAsync()).ShouldBe((int)EngineExit.Complete, $"{state}: {await bed.Site.LogOfAsync(job)}");
            (await bed.Site.LogOfAsync(job)).ShouldContain("hidden\n");
        }

        // Of root's store: that of a user was seen by that user alone.
        var hash = Convert.ToHexStringLower(SHA384.HashData(await File.ReadAllBytesAsync(tarball)));
        (await ChildProcess.RunAsync(new ChildCommand { Program = "podman", Arguments = ["image", "mount"] }, Patience)).Out.ShouldNotContain(hash);
    }

    [Theory]
    [InlineData("flywheel", "")]
    [InlineData("flywheel/v0", "")]
    [InlineData("flywheel/v0", "file")]
    [InlineData("elsewhere", "")]
    public async Task What_is_no_folder_of_the_image_itself_is_not_copied(string name, string kind)
    {
        await using var bed = await BedAsync();
        var target = Directory.CreateDirectory(bed.In("target")).FullName;
        Directory.CreateDirectory(bed.In("private/v0"));
        await File.WriteAllTextAsync(bed.In("private/v0/secret"), "of this machine");
        await File.WriteAllTextAsync(bed.In("private/secret"), "of this machine");
        await using var image = await StoredImage.ImportAsync(bed, tar =>
        {
            tar.WriteEntry(kind == "file" ? GearImage.TextFile(name, "no folder") : new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = bed.In("private") });
        });

        (await CopyOf(bed).TryMountedAsync(image.Name, target, CancellationToken.None)).ShouldBeFalse();

        Directory.EnumerateFileSystemEntries(target).ShouldBeEmpty();
    }

    [Fact]
    public async Task Device_files_of_an_image_stay_in_it_and_links_in_its_folder_stay_links()
    {
        await using var bed = await BedAsync();
        var target = Directory.CreateDirectory(bed.In("target")).FullName;
        await using var image = await StoredImage.ImportAsync(bed, tar =>
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "flywheel/v0/link") { LinkName = "/etc/shadow" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.BlockDevice, "flywheel/v0/disk") { DeviceMajor = 8, DeviceMinor = 0 });
        });

        (await CopyOf(bed).TryMountedAsync(image.Name, target, CancellationToken.None)).ShouldBeFalse();

        Path.Exists(Path.Combine(target, "disk")).ShouldBeFalse();
        new FileInfo(Path.Combine(target, "link")).LinkTarget.ShouldBe("/etc/shadow");
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_not_fetched()
    {
        await using var bed = await BedAsync();

        (await CopyOf(bed).TryMountedAsync("localhost/fw-hpc/none:1", bed.In("target"), CancellationToken.None)).ShouldBeFalse();
    }

    private static async Task<EngineBed> BedAsync()
    {
        await RuntimeProbe.RequireAsync("podman");
        if (!ProcessUser.IsRoot)
        {
            Assert.Skip("Only as root would files of this machine be copied, or device files made: run the tests as root.");
        }

        return await EngineBed.StartAsync("podman");
    }

    private static PodmanGearCopy CopyOf(EngineBed bed) => new(PodmanProgram.Find()!, bed.Settings());

    private sealed record StoredImage(string Name) : IAsyncDisposable
    {
        public static async Task<StoredImage> ImportAsync(EngineBed bed, Action<TarWriter> write)
        {
            var tarball = bed.In("image.tar");
            await using (var file = File.Create(tarball))
            await using (var tar = new TarWriter(file))
            {
                write(tar);
            }

            var image = new StoredImage($"localhost/fw-hpc/test:{Guid.NewGuid():N}");
            var made = await ChildProcess.RunAsync(new ChildCommand { Program = "podman", Arguments = ["import", "--quiet", tarball, image.Name] }, Patience);
            made.Succeeded.ShouldBeTrue(made.Error);
            return image;
        }

        public async ValueTask DisposeAsync() =>
            _ = await ChildProcess.RunAsync(new ChildCommand { Program = "podman", Arguments = ["rmi", "--force", Name] }, Patience);
    }
}
