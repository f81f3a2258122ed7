using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Demos;

/// <summary>The main job on any machine, once with every runtime: six jobs through site, sweep, local scheduler and engine.</summary>
public sealed class PhantomDemoTests
{
    [Theory]
    [InlineData("host")]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task All_jobs_of_the_demo_end_as_expected_under(string runtime)
    {
        if (runtime != "host")
        {
            await Parts.NeedRuntimeAsync(runtime);
        }

        using var folder = new TemporaryFolder();
        var gears = await Product.RunAsync(Path.Combine(Repository.Root, "demos", "prepare-phantom.sh"), ["--out", folder.In("gears")]);
        gears.ExitCode.ShouldBe(0, gears.Error);

        var demo = await Product.RunAsync(
            Product.Demo,
            ["phantom", Product.Client, folder.Path, folder.In("gears")],
            new Dictionary<string, string?> { ["FW_HPC_DEMO_RUNTIME"] = runtime },
            TimeSpan.FromMinutes(4));

        demo.ExitCode.ShouldBe(0, demo.Out + demo.Error);
        demo.Out.ShouldEndWith("demo: 6 of 6 jobs ended as expected\n");
        await Canary.AbsentAsync(folder.Path);
    }
}
