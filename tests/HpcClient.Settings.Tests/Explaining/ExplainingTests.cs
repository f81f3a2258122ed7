using System.Text.Json;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Explaining;

namespace HpcClient.Settings.Tests.Explaining;

public sealed class ExplainingTests
{
    private static readonly CastSettingsResult Read = CastSettingsReader.Parse("cast:\n  cluster: slurm\n  cast_on_tag: true\n  slurm_ram: 8G\n", "cast.yml");

    [Fact]
    public void The_schema_in_the_repository_is_what_the_code_says() =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs/reference/cast.schema.json"))
            .ShouldBe(SettingsSchema.Text(), "write it anew: fw-hpc-client config schema > docs/reference/cast.schema.json");

    [Fact]
    public void The_schema_knows_every_key_by_all_its_names()
    {
        using var schema = JsonDocument.Parse(SettingsSchema.Text());
        var known = schema.RootElement.GetProperty("properties").GetProperty("cast").GetProperty("properties").EnumerateObject().Select(key => key.Name);

        known.ShouldBe(KeyStories.All(null).SelectMany(key => (string[])[key.Name, .. key.OtherNames]), ignoreOrder: true);
    }

    [Fact]
    public void A_key_tells_its_value_and_the_line_that_gives_it()
    {
        var story = KeyStories.Find("scheduler_ram", Read).ShouldNotBeNull();

        story.Value.ShouldBe("\"8G\"");
        story.Line.ShouldBe(4);
        story.OtherNames.ShouldBe(["slurm_ram"]);
    }

    [Fact]
    public void A_key_that_the_file_leaves_out_has_its_default_and_no_line()
    {
        var story = KeyStories.Find("poll_seconds", Read).ShouldNotBeNull();

        (story.Value, story.Default, story.Line).ShouldBe(("60", "60", null));
    }

    [Fact]
    public void Every_key_says_what_may_stand_there() => KeyStories.All(null).ShouldAllBe(key => key.Meaning.Length > 10 && key.Allowed.Length > 3 && key.Example.Length > 0);

    [Fact]
    public void A_name_that_is_nearly_a_key_is_recognised() => KeyStories.Nearest("cast_on_tg").ShouldBe("cast_on_tag");
}
