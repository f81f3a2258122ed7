using System.Text.Json.Nodes;
using HpcClient.Engine.Images;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Flywheel.Gears;
using HpcClient.Settings.Images;

namespace HpcClient.Engine.Tests.Images;

/// <summary>What the admin puts in the place of gears' images.</summary>
public sealed class StandInTests
{
    [Theory]
    [InlineData("sif_folder: sifs", "script-{0}.sif", "(sif_folder in cast.yml)")]
    [InlineData("sif_folder: sifs", "script_{0}.sif", "(sif_folder in cast.yml)")]
    [InlineData("image_map: {{script: {1}/other.sif}}", "other.sif", "By image_map in cast.yml")]
    public async Task A_prepared_SIF_stands_in_for_an_image_that_cannot_be_had(string setting, string file, string said)
    {
        await RuntimeProbe.RequireAsync("apptainer");
        await using var bed = await EngineBed.StartAsync("apptainer");
        var folder = Directory.CreateDirectory(Path.Combine(bed.Folder.Root, "sifs")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, string.Format(null, file, "1.2.3")), await GearImage.SifAsync());
        Directory.CreateDirectory(bed.Folder.Settings);
        await File.WriteAllTextAsync(bed.Folder.CastFile, $"cast:\n  cluster: slurm\n  cast_on_tag: true\n  {string.Format(null, setting, "", folder)}\n");
        var gear = await bed.AddGearAsync(manifest => manifest["version"] = "1.2.3", exchange: new JsonObject { ["rootfs-url"] = "docker://nowhere.invalid/x:1" });
        var job = await bed.AddJobAsync("cat link", gear);

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(job));

        var log = await bed.Site.LogOfAsync(job);
        log.ShouldContain("hidden\n");
        log.ShouldContain(said);
        log.ShouldContain("stands in for the gear's image docker://nowhere.invalid/x:1");
    }

    [Fact]
    public async Task A_node_without_internet_says_so_and_finds_what_was_pulled_ahead()
    {
        await RuntimeProbe.RequireAsync("apptainer");
        await using var bed = await EngineBed.StartAsync("apptainer");
        await using var registry = await Registry.StartAsync(bed.In("registry"));
        await registry.PushAsync("lab/gear", "1.0", await GearImage.BusyboxAsync(bed.In("site")));
        var image = $"docker://{registry.Host}/lab/gear:1.0";
        var gear = await bed.AddGearAsync(exchange: new JsonObject { ["rootfs-url"] = image });
        Directory.CreateDirectory(bed.Folder.Settings);
        await File.WriteAllTextAsync(bed.Folder.CastFile, "cast:\n  cluster: slurm\n  cast_on_tag: true\n  nodes_fetch_images: false\n");
        var first = await bed.AddJobAsync("true", gear);

        (await bed.RunAsync(first)).Sentence.ShouldBe(
            $"The image {image} is not in the image store ({bed.In("cache")}/images), and nodes fetch none here (nodes_fetch_images in cast.yml). On the login node, run: fw-hpc-client images pull '{image}'");

        await using (var library = new HpcClient.Engine.Images.Library.ImageLibrary(bed.Settings(), bed.Console, TimeProvider.System))
        {
            var pull = await library.PullAsync("script", anew: true, CancellationToken.None);
            pull.Fault.ShouldBeNull();
            File.Exists(pull.Ready).ShouldBeTrue();
            (await library.PullAsync("no-such-gear", anew: true, CancellationToken.None)).Fault.ShouldNotBeNull().ShouldContain("The site has no gear 'no-such-gear'");
            (await library.PullAsync("lab/gear:1.0", anew: true, CancellationToken.None)).Fault.ShouldNotBeNull().ShouldContain("docker://lab/gear:1.0");
        }

        await registry.StopAsync();
        var second = await bed.AddJobAsync("cat link", gear);
        (await bed.RunAsync(second)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(second));
    }

    [Fact]
    public async Task A_tag_that_moved_brings_the_new_image_and_one_that_cannot_be_asked_for_the_old()
    {
        await RuntimeProbe.RequireAsync("apptainer");
        await using var bed = await EngineBed.StartAsync("apptainer");
        await using var registry = await Registry.StartAsync(bed.In("registry"));
        Directory.CreateDirectory(bed.Folder.Settings);
        await File.WriteAllTextAsync(bed.Folder.CastFile, "cast:\n  cluster: slurm\n  cast_on_tag: true\n  image_tag_minutes: 0\n");
        await registry.PushAsync("lab/gear", "latest", await GearImage.BusyboxAsync(bed.In("site"), ballastBytes: 1));
        var gear = await bed.AddGearAsync(exchange: new JsonObject { ["rootfs-url"] = $"docker://{registry.Host}/lab/gear:latest" });
        await RunAsync("echo size $(stat -c %s ballast)", "size 1\n");

        await registry.PushAsync("lab/gear", "latest", await GearImage.BusyboxAsync(bed.In("site"), ballastBytes: 2));
        await RunAsync("echo size $(stat -c %s ballast)", "size 2\n");

        await registry.StopAsync();
        (await RunAsync("echo size $(stat -c %s ballast)", "size 2\n")).ShouldContain("did not say which image");

        async Task<string> RunAsync(string script, string expected)
        {
            var job = await bed.AddJobAsync(script, gear);
            var result = await bed.RunAsync(job);
            var log = await bed.Site.LogOfAsync(job);
            result.Exit.ShouldBe(EngineExit.Complete, log);
            log.ShouldContain(expected);
            return log;
        }
    }

    [Theory]
    [InlineData("docker.io", "mirror.example.org/hub", "docker://busybox:1", "docker://mirror.example.org/hub/library/busybox:1")]
    [InlineData("docker.io", "mirror.example.org/hub/", "docker://flywheel/x", "docker://mirror.example.org/hub/flywheel/x")]
    [InlineData("docker.io/flywheel", "mirror:5000", "docker://flywheel/x:1", "docker://mirror:5000/x:1")]
    [InlineData("docker.io/flywheel", "mirror:5000", "docker://flywheelother/x:1", "docker://flywheelother/x:1")]
    [InlineData("r.example/a/x", "docker://m.example/y:2", "docker://r.example/a/x:1", "docker://m.example/y:2")]
    [InlineData("https://storage.example/gears", "https://m.example/g", "https://storage.example/gears/a.tgz", "https://m.example/g/a.tgz")]
    [InlineData("oras://r.example", "m.example", "docker://r.example/a:1", "docker://r.example/a:1")]
    public void An_address_is_mapped_by_its_beginning(string from, string to, string image, string expected)
    {
        ImageReference.Read(image, null, out var reference).ShouldBeNull();

        new ImageChoice(new() { Map = [new(from, to)] }, takesSif: true).OfAddress(reference!, out var note).Shown.ShouldBe(expected);

        (note is null).ShouldBe(image == expected);
    }

    [Fact]
    public void A_digest_stays_with_the_mirror()
    {
        var digest = "sha256:" + new string('a', 64);
        ImageReference.Read($"docker://r.example/g:1", digest, out var reference).ShouldBeNull();

        var mapped = new ImageChoice(new() { Map = [new("r.example", "m.example")] }, takesSif: true).OfAddress(reference!, out _);

        mapped.Registry.Full.ShouldBe($"m.example/g@{digest}");
        mapped.Key.ShouldBe($"sha256-{digest[7..]}");
    }

    [Fact]
    public void The_line_of_a_version_comes_before_that_of_the_gear_and_that_before_an_address()
    {
        var map = new ImageReplacement[] { new("r.example", "m.example"), new("g", "/sif/g.sif"), new("g@2", "docker://m.example/two:2") };
        string Choose(string name, string version) => new ImageChoice(new() { Map = map }, takesSif: true).Of(
            new GearDocument { Gear = new() { Name = name, Version = version }, Exchange = new() { RootfsUrl = "docker://r.example/own:1" } }, out _).Shown;

        Choose("g", "2").ShouldBe("docker://m.example/two:2");
        Choose("g", "1").ShouldBe("file:///sif/g.sif");
        Choose("h", "1").ShouldBe("docker://m.example/own:1");
    }

    [Theory]
    [InlineData("../evil", "1")]
    [InlineData("g", "../../evil")]
    [InlineData("g", "1/2")]
    public void A_name_that_leads_elsewhere_finds_no_file(string name, string version)
    {
        var gear = new GearDocument { Gear = new() { Name = name, Version = version }, Exchange = new() { RootfsUrl = "docker://r.example/own:1" } };

        new ImageChoice(new() { SifFolder = "/" }, takesSif: true).Of(gear, out _).Shown.ShouldBe("docker://r.example/own:1");
    }
}
