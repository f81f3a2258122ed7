using HpcClient.Settings.Cast;
using HpcClient.Settings.Images;

namespace HpcClient.Settings.Tests.Images;

public sealed class ImageSettingsTests : IDisposable
{
    private const string Start = "cast:\n  cluster: slurm\n  cast_on_tag: true\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("settings-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_key_is_read_and_shown_so_that_it_reads_back()
    {
        const string text = Start + """
              image_map:
                docker.io: mirror.example.org/hub
                dcm2niix: /shared/sif/dcm2niix.sif
                fmriprep@1.2.3: docker://mirror.example.org:5000/gears/fmriprep:1.2.3
                https://storage.example.org/gears: https://mirror.example.org/gears
              sif_folder: /shared/sif
              image_store_size: 2T
              image_tag_minutes: 0
              nodes_fetch_images: false
            """;

        var settings = Read(text).Settings.ShouldNotBeNull();

        settings.Images.Map.ShouldBe(
        [
            new("docker.io", "mirror.example.org/hub"),
            new("dcm2niix", "/shared/sif/dcm2niix.sif"),
            new("fmriprep@1.2.3", "docker://mirror.example.org:5000/gears/fmriprep:1.2.3"),
            new("https://storage.example.org/gears", "https://mirror.example.org/gears"),
        ]);
        settings.Images.Map.Select(line => line.IsOfAddress).ShouldBe([true, false, false, true]);
        settings.Images.SifFolder.ShouldBe("/shared/sif");
        settings.Images.StoreBytes.ShouldBe(2L << 40);
        settings.Images.TagMinutes.ShouldBe(0);
        settings.Images.NodesFetch.ShouldBeFalse();
        var shown = ShowConfig.Text(settings);
        var back = Read(shown);
        back.Faults.ShouldBeEmpty(shown);
        ShowConfig.Text(back.Settings!).ShouldBe(shown);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var images = Read(Start).Settings!.Images;

        images.Map.ShouldBeEmpty();
        images.SifFolder.ShouldBeNull();
        images.StoreBytes.ShouldBeNull();
        images.TagMinutes.ShouldBe(ImageSettings.DefaultTagMinutes);
        images.NodesFetch.ShouldBeTrue();
    }

    [Theory]
    [InlineData("image_map: docker.io", "image_map", "a group of names")]
    [InlineData("image_map: {-x: mirror}", "image_map.-x", "neither a gear's name")]
    [InlineData("image_map: {\"a b\": mirror}", "image_map.a b", "neither a gear's name")]
    [InlineData("image_map: {gear: \"-oProxy\"}", "image_map.gear", "neither an image's address")]
    [InlineData("image_map: {gear: relative.sif/../x y}", "image_map.gear", "neither an image's address")]
    [InlineData("image_map: {gear: /shared/x.tar}", "image_map.gear", "neither an image's address")]
    [InlineData("image_map: {docker.io: /shared/x.sif}", "image_map.docker.io", "One file cannot stand in for all")]
    [InlineData("image_map: {gear: a.example/x, gear: b.example/x}", "image_map.gear", "there twice")]
    [InlineData("image_store_size: 500", "image_store_size", "is no size")]
    [InlineData("image_store_size: 0G", "image_store_size", "is no size")]
    [InlineData("image_tag_minutes: soon", "image_tag_minutes", "whole number")]
    [InlineData("nodes_fetch_images: maybe", "nodes_fetch_images", "true or false")]
    public void What_is_wrong_is_said_at_its_place(string line, string key, string problem)
    {
        var fault = Read($"{Start}  {line}\n").Faults.ShouldHaveSingleItem();

        fault.Key.ShouldBe(key);
        fault.Problem.ShouldContain(problem);
        fault.Line.ShouldBe(4);
        fault.Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public void Of_a_faulty_file_the_sound_keys_count_for_jobs_that_run()
    {
        var path = Path.Combine(_folder, "cast.yml");
        File.WriteAllText(path, $"{Start}  max_cpu: many\n  image_tag_minutes: -1\n  sif_folder: /shared/sif\n  no_such_key: 1\n");

        var sound = CastSettingsReader.ReadForNode(path).Settings.ShouldNotBeNull();

        sound.Images.SifFolder.ShouldBe("/shared/sif");
        sound.Images.TagMinutes.ShouldBe(ImageSettings.DefaultTagMinutes);
        File.WriteAllText(path, "cast: [\n");
        CastSettingsReader.ReadForNode(path).Settings!.Images.ShouldBe(new());
    }

    private static CastSettingsResult Read(string text) => CastSettingsReader.Parse(text, "cast.yml");
}
