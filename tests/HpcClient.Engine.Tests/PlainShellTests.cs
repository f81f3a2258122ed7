using HpcClient.Engine.Tests.Bed;

namespace HpcClient.Engine.Tests;

public sealed class PlainShellTests
{
    [Theory]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task An_image_without_bash_runs_its_command_by_sh(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        var gear = await bed.AddGearAsync(
            manifest => manifest["command"] = "for word in one 'two  words'; do echo \"$word\" >> output/said.txt; done; ./run",
            await GearImage.BusyboxAsync(bed.In("site")));
        var job = await bed.AddJobAsync("command -v bash || echo no bash here; pwd; cat link; [ -w . ] && echo writable; exit 0", gear);

        var result = await bed.RunAsync(job);

        var log = await bed.Site.LogOfAsync(job);
        result.Exit.ShouldBe(EngineExit.Complete, log);
        log.ShouldContain("no bash here\n/flywheel/v0\nhidden\nwritable\n");
        System.Text.Encoding.UTF8.GetString(await bed.Site.OutputAsync("said.txt")).ShouldBe("one\ntwo  words\n");
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }
}
