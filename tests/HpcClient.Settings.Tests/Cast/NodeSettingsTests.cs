using HpcClient.Settings.Cast;

namespace HpcClient.Settings.Tests.Cast;

/// <summary>The keys that the engine goes by.</summary>
public sealed class NodeSettingsTests
{
    private const string Head = "cast:\n  cluster: slurm\n  cast_on_tag: true\n";

    [Fact]
    public void They_are_read_shown_and_read_again()
    {
        var settings = Parse("""
              scratch: /local/$USER
              binds: ["/data/atlases//a/:/atlases:ro", /opt/tools, "/x:/y:rw"]
              gear_network: capability

            """).Settings.ShouldNotBeNull();

        settings.Scratch.ShouldBe("/local/$USER");
        settings.Binds.ShouldBe([new("/data/atlases/a", "/atlases", true), new("/opt/tools", "/opt/tools", false), new("/x", "/y", false)]);
        settings.GearNetwork.ShouldBe(GearNetwork.Capability);
        var text = ShowConfig.Text(settings);
        var back = CastSettingsReader.Parse(text, "cast.yml");
        back.Faults.ShouldBeEmpty(text);
        back.Settings!.Binds.ShouldBe(settings.Binds);
        ShowConfig.Text(back.Settings).ShouldBe(text);
    }

    [Theory]
    [InlineData("data", "is not a full path")]
    [InlineData("/a:b", "is not a full path")]
    [InlineData("/a:/b:z", "has more parts")]
    [InlineData("/a:/b:ro:x", "has more parts")]
    [InlineData("/a:/", "would cover '/'")]
    [InlineData("/a:/flywheel", "would cover '/flywheel'")]
    [InlineData("/a:/flywheel/v0", "would cover")]
    [InlineData("/a:/flywheel//v0/input", "would cover")]
    [InlineData("/flywheel/v0", "would cover")]
    [InlineData("/a:/x/../flywheel/v0", "in it")]
    [InlineData("/a,b:/x", "in it")]
    [InlineData("/a:/dev/shm", "the container's own")]
    [InlineData("/proc", "the container's own")]
    public void A_bind_that_could_not_be_right_is_a_fault(string bind, string says)
    {
        var fault = Parse($"  binds: [/fine, \"{bind}\"]\n").Faults.ShouldHaveSingleItem();

        fault.Key.ShouldBe("binds");
        fault.Line.ShouldBe(4);
        fault.Problem.ShouldContain(says);
        fault.Remedy.ShouldContain("SRC:DST:ro");
    }

    [Theory]
    [InlineData("scratch: tmp", "auto, shared or a full path")]
    [InlineData("scratch: /a/../b", "auto, shared or a full path")]
    [InlineData("gear_network: never", "always or capability")]
    public void Other_words_are_faults(string line, string says) => Parse($"  {line}\n").Faults.ShouldHaveSingleItem().Problem.ShouldContain(says);

    [Fact]
    public void The_engine_reads_them_whatever_else_is_wrong()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "cast.yml");
        File.WriteAllText(file, "cast:\n  cluster: nonsense\n  unknown: 1\n  scratch: shared\n  binds: [no]\n  ca_bundle: x.pem\n");

        var read = CastSettingsReader.ReadForNode(file);

        read.Settings.ShouldNotBeNull().Scratch.ShouldBe("shared");
        read.Settings.CaBundle.ShouldBe("x.pem");
        read.Faults.ShouldHaveSingleItem().Key.ShouldBe("binds");
    }

    [Theory]
    [InlineData("cast: [\n", "This is not YAML: ")]
    [InlineData(null, "There is no such file.")]
    [InlineData("other: 1\n", "The key 'cast:' is missing at the top of the file.")]
    public void A_node_whose_file_cannot_be_read_goes_by_the_defaults_and_says_why(string? text, string says)
    {
        using var folder = new TempFolder();
        var path = text is null ? System.IO.Path.Combine(folder.Path, "cast.yml") : folder.Write("cast.yml", text);

        var read = CastSettingsReader.ReadForNode(path);

        read.Faults.ShouldHaveSingleItem().ToString().ShouldContain(says);
        read.Settings.ShouldNotBeNull().Scratch.ShouldBe("auto");
        read.Settings.Images.NodesFetch.ShouldBeTrue();
    }

    private static CastSettingsResult Parse(string lines) => CastSettingsReader.Parse(Head + lines, "cast.yml");
}
