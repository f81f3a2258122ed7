using System.Text.Json.Nodes;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Images;

/// <summary>The commands that look after the store, as an admin types them.</summary>
public sealed class ImagesCommandTests
{
    [Fact]
    public async Task Images_are_pulled_listed_verified_and_pruned()
    {
        await RuntimeProbe.RequireAsync("apptainer");
        await using var bed = await EngineBed.StartAsync("apptainer");
        await using var registry = await Registry.StartAsync(bed.In("registry"));
        await registry.PushAsync("lab/gear", "1.0", await GearImage.BusyboxAsync(bed.In("site")));
        var image = $"docker://{registry.Host}/lab/gear:1.0";
        var images = new ImagesProgram(bed);

        (await images.RunAsync("list")).Out.ShouldStartWith("No images yet in '");
        var pulled = await images.RunAsync("pull", image);
        pulled.ExitCode.ShouldBe(0, pulled.Error);
        pulled.Out.ShouldContain($"ready for {RuntimeProbe.Word("apptainer")}: ");
        pulled.Error.ShouldContain($"Fetching the image {image}.");
        (await images.RunAsync("pull", image)).Error.ShouldNotContain("Fetching");

        var listed = JsonNode.Parse((await images.RunAsync("list", "--json")).Out)!.AsArray().ShouldHaveSingleItem()!;
        ((string)listed["source"]!).ShouldBe(image);
        ((string)listed["state"]!).ShouldBe("good");
        ((int)listed["jobs"]!).ShouldBe(0);
        (await images.RunAsync("verify")).ExitCode.ShouldBe(0);

        // One bit, with the time of the file as it was.
        var path = Path.Combine(bed.In("cache"), "images", (string)listed["name"]!);
        var before = path + ".before";
        File.Copy(path, before);
        await ChildProcess.RunAsync(new ChildCommand { Program = "touch", Arguments = ["-r", path, before] }, TimeSpan.FromMinutes(1));
        await using (var file = File.Open(path, FileMode.Open))
        {
            file.Position = file.Length / 2;
            var old = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(old ^ 1));
        }

        await ChildProcess.RunAsync(new ChildCommand { Program = "touch", Arguments = ["-r", before, path] }, TimeSpan.FromMinutes(1));
        File.Delete(before);
        var verified = await images.RunAsync("verify");
        verified.ExitCode.ShouldBe(1, verified.Out);
        verified.Out.ShouldContain("damaged");
        (await images.RunAsync("pull", image)).Error.ShouldContain("is damaged, so it is made anew");
        (await images.RunAsync("verify")).ExitCode.ShouldBe(0);

        (await images.RunAsync("prune")).ExitCode.ShouldBe(2);
        (await images.RunAsync("prune", "--all")).Out.ShouldStartWith("Nothing to remove");
        foreach (var record in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, ".*.json"))
        {
            File.SetLastWriteTimeUtc(record, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1));
        }

        (await images.RunAsync("prune", "--all", "--dry-run")).Out.ShouldStartWith($"Would remove {image}");
        (await images.RunAsync("prune", "--all")).Out.ShouldStartWith($"Removed {image}");
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!).ShouldBeEmpty();

        await registry.StopAsync();
        var away = await images.RunAsync("pull", image);
        away.ExitCode.ShouldBe(1);
        away.Error.ShouldContain("could not be reached");
    }

    [Fact]
    public async Task A_process_killed_while_it_converts_leaves_nothing_running_and_the_next_one_takes_over()
    {
        await RuntimeProbe.RequireAsync("apptainer");
        await using var bed = await EngineBed.StartAsync("apptainer");
        await using var registry = await Registry.StartAsync(bed.In("registry"));
        await registry.PushAsync("lab/gear", "1.0", await GearImage.BusyboxAsync(bed.In("site"), ballastBytes: 60_000_000));
        var image = $"docker://{registry.Host}/lab/gear:1.0";
        var images = new ImagesProgram(bed);
        var store = Path.Combine(bed.In("cache"), "images");

        using (var killed = images.Start("pull", image))
        {
            await Until.Async(() => Directory.Exists(bed.Scratch) && Directory.EnumerateDirectories(bed.Scratch, "fw-hpc-image.*").Any(folder => Directory.EnumerateFileSystemEntries(folder).Any()));
            killed.Send(Signal.Kill);
            await killed.WaitAsync();
        }

        await Until.Async(() => Processes.Showing(bed.In("cache")).Length == 0);
        Directory.EnumerateFiles(store, ".*.lease").ShouldHaveSingleItem();
        var next = await images.RunAsync("pull", image);

        next.ExitCode.ShouldBe(0, next.Error);
        await Until.Async(() => !Directory.EnumerateFileSystemEntries(bed.Scratch).Any());
        Directory.EnumerateFileSystemEntries(store).Select(path => Path.GetExtension(path)).Order().ShouldBe([".json", ".sif"]);
    }

    [Fact]
    public async Task Faulty_settings_are_said_and_nothing_is_done()
    {
        await using var bed = await EngineBed.StartAsync("apptainer");
        var images = new ImagesProgram(bed, "  image_store_size: plenty\n");

        var result = await images.RunAsync("list");

        result.ExitCode.ShouldBe(3);
        result.Error.ShouldContain("image_store_size");
    }
}
