using System.Text;
using HpcClient.Engine.Tests.Bed;

namespace HpcClient.Engine.Tests;

public sealed class InputTests
{
    private const long Mebi = 1024 * 1024;

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task Names_of_any_kind_and_length_go_in_and_out_with_their_content(string direct)
    {
        await using var bed = await EngineBed.StartAsync();
        bed.Environment["ENGINE_SIGNED_URLS"] = direct;
        string[] names = ["a b 'c' \"d\".txt", "日本 ü%2F#?.nii", new string('n', 255), string.Concat(Enumerable.Repeat("ü", 127)) + "x"];
        var gear = await bed.AddGearAsync(manifest =>
        {
            foreach (var key in Enumerable.Range(0, names.Length))
            {
                manifest["inputs"]![$"in{key}"] = new System.Text.Json.Nodes.JsonObject { ["base"] = "file" };
            }
        });
        foreach (var name in names)
        {
            await bed.Site.AddFileAsync(name, Encoding.UTF8.GetBytes($"content of {name}"));
        }

        var job = await bed.AddJobAsync(
            "for f in input/*/*; do n=$(basename \"$f\"); cp \"$f\" \"output/$n\"; echo again >> \"output/$n\"; done; : > output/empty",
            gear, inputs: names.Select((name, key) => (name, key)).ToDictionary(pair => $"in{pair.key}", pair => pair.name));

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(job));

        foreach (var name in names)
        {
            Encoding.UTF8.GetString(await bed.Site.OutputAsync(name)).ShouldBe($"content of {name}again\n");
        }

        (await bed.Site.OutputAsync("empty")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_input_that_is_gone_and_one_that_was_replaced_are_told_at_once_and_nothing_runs()
    {
        await using var bed = await EngineBed.StartAsync();
        var gear = await bed.AddGearAsync(manifest =>
        {
            manifest["inputs"]!["other"] = new System.Text.Json.Nodes.JsonObject { ["base"] = "file" };
        });
        await bed.Site.AddFileAsync("gone.nii", [1, 2]);
        await bed.Site.AddFileAsync("new.nii", [1, 2]);
        var job = await bed.AddJobAsync("echo ran", gear, inputs: new Dictionary<string, string> { ["file"] = "gone.nii", ["other"] = "new.nii" });
        await bed.Site.DeleteFileAsync("gone.nii");
        await bed.Site.AddFileAsync("new.nii", [3, 4]);

        var result = await bed.RunAsync(job);

        result.Exit.ShouldBe(EngineExit.EngineFailed);
        result.Sentence.ShouldContain("The input 'file' (gone.nii) is no longer in its acquisition on the site: it was deleted or renamed after the job was made.");
        result.Sentence.ShouldContain("The input 'other' (new.nii) was replaced on ");
        (await bed.Site.LogOfAsync(job)).ShouldNotContain("ran\n");
    }

    [Fact]
    public async Task Inputs_that_do_not_fit_are_not_even_begun()
    {
        await using var bed = await EngineBed.StartAsync();
        await bed.Site.AddFileAsync("big.bin", new byte[4 * Mebi]);
        var job = await bed.AddJobAsync("true", input: "big.bin");
        await using var disk = await SmallDisk.MountAsync(bed.Scratch, 3 * Mebi);

        var result = await bed.RunAsync(job);

        result.Exit.ShouldBe(EngineExit.EngineFailed);
        result.Sentence.ShouldMatch(@"The inputs need 4 MiB, and .* has 3 MiB free, so nothing was fetched\.");
    }
}
