using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests;

/// <summary>What cast.yml says of gears on the nodes, with real containers.</summary>
public sealed class NodeSettingsTests
{
    [Theory]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task Gears_see_what_the_admin_binds_and_have_no_network_unless_they_name_the_capability(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        var plain = Directory.CreateDirectory(bed.In("atlases")).FullName;
        await File.WriteAllTextAsync(Path.Combine(plain, "a.txt"), "atlas\n");
        await CastAsync(bed, $"""
              gear_network: capability
              binds: ["{plain}:/atlases:ro", "{plain}:/mnt/own", "/nowhere/at/all:/x"]
              unknown_key: 1
            """);
        const string script = "cat /atlases/a.txt; touch /atlases/new || echo refused; touch /mnt/own/new && echo written; echo interfaces $(tail -n +3 /proc/net/dev | cut -d: -f1)";
        var closed = await bed.AddJobAsync(script);
        var open = await bed.AddJobAsync(script, await bed.AddGearAsync(manifest => manifest["capabilities"] = new System.Text.Json.Nodes.JsonArray("networking")));

        (await bed.RunAsync(closed)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(closed));
        (await bed.RunAsync(open)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(open));

        var log = await bed.Site.LogOfAsync(closed);
        log.ShouldContain("atlas\n");
        log.ShouldContain("refused\n");
        log.ShouldContain("written\n");
        log.ShouldContain($"WARNING: /nowhere/at/all, which gears here see as /x (binds in cast.yml), is not on {Environment.MachineName}; the gear goes without it.");
        log.ShouldContain("This gear runs without a network");
        log.ShouldContain("interfaces lo\n");
        var interfaces = (await bed.Site.LogOfAsync(open)).Split('\n').Single(line => line.StartsWith("interfaces ", StringComparison.Ordinal));
        interfaces.Split(' ').Length.ShouldBe(1 + (await File.ReadAllLinesAsync("/proc/net/dev")).Length - 2);
    }

    [Fact]
    public async Task A_misspelt_rule_for_the_network_does_not_open_it()
    {
        await using var bed = await EngineBed.StartAsync();
        await CastAsync(bed, "  gear_network: capabilty\n");

        var settings = bed.Settings();

        settings.GearNetwork.ShouldBe(Settings.Cast.GearNetwork.Capability);
        settings.Remarks.Single().ShouldContain("gear_network: This must be always or capability");
    }

    [Theory]
    [InlineData("cuda", null, "The gear needs a GPU (capability 'cuda'), and the scheduler gave this job none. Run it again with the tag gpu.")]
    [InlineData("cuda", "0", null)]
    [InlineData("hpc", null, null)]
    [InlineData("quantum", null, "The gear needs 'quantum', which this engine does not know; it knows 'networking', 'cuda' and 'hpc'. Use a gear without it.")]
    public async Task A_gear_is_not_started_without_what_its_manifest_asks_for(string capability, string? gpus, string? refusal)
    {
        await using var bed = await EngineBed.StartAsync();
        bed.Environment["CUDA_VISIBLE_DEVICES"] = gpus ?? "";
        var job = await bed.AddJobAsync("true", await bed.AddGearAsync(manifest => manifest["capabilities"] = new System.Text.Json.Nodes.JsonArray(capability)));

        var result = await bed.RunAsync(job);

        result.Exit.ShouldBe(refusal is null ? EngineExit.Complete : EngineExit.EngineFailed);
        if (refusal is not null)
        {
            result.Sentence.ShouldBe(refusal);
        }
    }

    [Fact]
    public async Task The_admins_variables_of_Apptainer_are_honoured_and_none_reaches_the_gear()
    {
        await RuntimeProbe.RequireAsync("apptainer");
        await using var bed = await EngineBed.StartAsync("apptainer");
        var bound = Directory.CreateDirectory(bed.In("bound")).FullName;
        var work = Directory.CreateDirectory(bed.In("work")).FullName;
        await File.WriteAllTextAsync(Path.Combine(bound, "b.txt"), "bound\n");
        bed.Environment["SINGULARITY_BIND"] = $"{bound}:/bound";
        bed.Environment["APPTAINER_WORKDIR"] = work;
        bed.Environment["APPTAINER_WRITABLE"] = "1";
        bed.Environment["APPTAINERENV_LEAK"] = "leaked";
        bed.Environment["SINGULARITYENV_LEAK"] = "leaked";
        bed.Environment["APPTAINER_ENV"] = "LEAK=leaked";
        var job = await bed.AddJobAsync($"cat /bound/b.txt; ls '{work}' 2>/dev/null; touch /tmp/t; env; until [ -e go ]; do sleep 0.05; done");
        using var engine = EngineProcess.Start(bed, job);
        await bed.WaitForLogAsync(job, "bound\n");
        Directory.EnumerateDirectories(work).Count().ShouldBe(1);
        await File.WriteAllTextAsync(Path.Combine(Directory.EnumerateDirectories(bed.Scratch).Single(), "v0", "go"), "");

        (await engine.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(0, await bed.Site.LogOfAsync(job));

        (await bed.Site.LogOfAsync(job)).ShouldNotContain("leaked");
        Directory.EnumerateFileSystemEntries(work).ShouldBeEmpty();
    }

    private static async Task CastAsync(EngineBed bed, string lines)
    {
        Directory.CreateDirectory(bed.Folder.Settings);
        await File.WriteAllTextAsync(bed.Folder.CastFile, $"cast:\n{lines}");
    }
}
