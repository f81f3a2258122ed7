using HpcClient.Engine.Tests.Bed;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests;

public sealed class FullDiskTests
{
    private const long Mebi = 1024 * 1024;

    [Theory]
    [InlineData("host")]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task An_input_for_which_there_is_no_room_fails_the_job_with_one_sentence(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        await bed.Site.AddFileAsync("big.bin", new byte[4 * Mebi]);
        var job = await bed.AddJobAsync("true", input: "big.bin");
        await using var disk = await SmallDisk.MountAsync(bed.Scratch, 2 * Mebi);

        // Image and input are made ready at once, and either may be the one that meets the full disk first: then that one is told.
        await ShouldFailAsync(bed, job, "The inputs need 4 MiB, and ", "The disk of ");
    }

    [Theory]
    [InlineData("host")]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task A_gear_folder_for_which_there_is_no_room_fails_the_job_with_one_sentence(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        var tarball = await GearImage.BusyboxAsync(bed.In("site"), ballastBytes: (int)(6 * Mebi));
        var job = await bed.AddJobAsync("true", await bed.AddGearAsync(tarball: tarball));
        if (runtime != "host")
        {
            // The image is ready: a job on a disk with room has run.
            (await bed.RunAsync(await bed.AddJobAsync("true", await bed.AddGearAsync(tarball: tarball)))).Exit.ShouldBe(EngineExit.Complete);
        }

        await using var disk = await SmallDisk.MountAsync(bed.Scratch, 2 * Mebi);

        await ShouldFailAsync(bed, job);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(14)]
    public async Task A_disk_on_which_no_more_files_can_be_made_fails_the_job_wherever_that_happens(int files)
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("true");
        await using var disk = await SmallDisk.MountAsync(bed.Scratch, 2 * Mebi, files);

        await ShouldFailAsync(bed, job);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task A_gear_that_fills_the_disk_fails_by_its_own_words_and_the_site_learns_it(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        if (runtime != "host")
        {
            // The image is ready: a job on a disk with room has run.
            (await bed.RunAsync(await bed.AddJobAsync("true"))).Exit.ShouldBe(EngineExit.Complete);
        }

        var job = await bed.AddJobAsync("head -c 100000000 /dev/zero > output/big; for i in 1 2 3 4 5 6 7 8 9; do echo line $i; done; exit 1");
        await using var disk = await SmallDisk.MountAsync(bed.Scratch, 2 * Mebi);

        var result = await bed.RunAsync(job);

        result.Exit.ShouldBe(EngineExit.GearFailed, result.Sentence);
        result.Sentence.ShouldContain("No space left on device");
        bed.End(job).Outcome.ShouldBe(EndOutcome.GearFailed);
        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("failed");
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }

    private static async Task ShouldFailAsync(EngineBed bed, string job, params string[] eitherOf)
    {
        var result = await bed.RunAsync(job);

        result.Exit.ShouldBeOneOf(EngineExit.EngineFailed, EngineExit.FolderFailed);
        (result.Sentence.Contains(" is full", StringComparison.Ordinal) || result.Sentence.Contains("so nothing was fetched", StringComparison.Ordinal) || result.Sentence.Contains("No space left on device", StringComparison.Ordinal)).ShouldBeTrue(result.Sentence);
        result.Sentence.ShouldContain("ENGINE_TEMP_DIR");
        (eitherOf.Length == 0 || eitherOf.Any(words => result.Sentence.Contains(words, StringComparison.Ordinal))).ShouldBeTrue(result.Sentence);
        result.Sentence.ShouldNotContain('\n');
        var end = bed.End(job);
        end.Outcome.ShouldBe(EndOutcome.EngineFailed);
        end.SiteAcknowledged.ShouldBeTrue();
        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("failed");
        (await bed.Site.LogOfAsync(job)).ShouldContain(result.Sentence + "\n");
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }
}
