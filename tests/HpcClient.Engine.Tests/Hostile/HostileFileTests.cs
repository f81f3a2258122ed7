using System.Text;
using System.Text.Json.Nodes;
using HpcClient.Engine.Tests.Bed;

namespace HpcClient.Engine.Tests.Hostile;

/// <summary>Files whose names try to be options, commands, patterns or log lines reach the gear and come back under just these names.</summary>
public sealed class HostileFileTests
{
    private static readonly string[] Names =
    [
        "-rf", "--bind=etc:mnt", "$(touch pwned)", "`touch pwned`", "; touch pwned;", "a && touch pwned", "| sh", "*", "?", "[a-z]", "~", "~root",
        "it's", "say \"so\"", "back\\slash", "%s%n", "{{ 7 * 7 }}", "#SBATCH --wrap=id", "a,b", "a:b", "source=x,destination=y", "ro", "\u202egpj.exe", "ünï 日本", "  padded  ",
        "..hidden", ".metadata", "${HOME}", "$HOME", "!!", "<x>", "con\u00a0trol", new('n', 200),
    ];

    [Theory]
    [InlineData("host")]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task Hostile_names_of_inputs_are_names_and_nothing_else(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        foreach (var (index, name) in Names.Index())
        {
            await bed.Site.AddFileAsync(name, Encoding.UTF8.GetBytes($"content {index}\n"));
        }

        var gear = await bed.AddGearAsync(manifest => manifest["inputs"] = new JsonObject(
            Names.Index().Select(file => KeyValuePair.Create<string, JsonNode?>($"in-{file.Index}", new JsonObject { ["base"] = "file" }))));
        var job = await bed.AddJobAsync(
            """
            for folder in input/*; do
              key=$(basename "$folder"); name=$(ls -A "$folder")
              printf '%s=%s\n' "$key" "$name"; cat -- "$folder/$name"; cp -- "$folder/$name" "output/$key"
            done
            ls -d pwned */pwned 2>/dev/null | wc -l
            """,
            gear,
            inputs: Names.Index().ToDictionary(file => $"in-{file.Index}", file => file.Item));

        var result = await bed.RunAsync(job);

        var log = await bed.Site.LogOfAsync(job);
        log.ShouldContain("\n0\n", customMessage: result.Sentence);
        foreach (var (index, name) in Names.Index())
        {
            log.ShouldContain($"in-{index}={name}\ncontent {index}\n");
            Encoding.UTF8.GetString(await bed.Site.OutputAsync($"in-{index}")).ShouldBe($"content {index}\n");
        }

        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }
}
