using System.Text;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests;

public sealed class ContainerRuntimeTests
{
    [Theory]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task A_gear_gets_the_whole_contract(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        const string name = "it's \"ünïcode\" $HOME, x.txt";
        await bed.Site.AddFileAsync(name, Encoding.UTF8.GetBytes("content\n"));
        Environment.SetEnvironmentVariable("ENGINE_TEST_CANARY", "leaked");
        var gear = await bed.AddGearAsync(manifest =>
        {
            manifest["environment"] = new System.Text.Json.Nodes.JsonObject { ["ODD"] = "a,b \"q\" $HOME `id` \\ 'x'", ["PATH"] = "/usr/bin:/bin:/opt/own" };
        });
        var job = await bed.AddJobAsync(
            """
            cat input/file/* > output/copy.txt; cat link; ls -a . output work; pwd; echo "odd: $ODD"; echo "path: $PATH"
            touch new work/w "$HOME/h" /tmp/t && echo writable; ls -la config.json; echo bash $BASH_VERSION; echo err >&2
            """, gear, name);

        var result = await bed.RunAsync(job);

        var log = await bed.Site.LogOfAsync(job);
        result.Exit.ShouldBe(EngineExit.Complete, log);
        Encoding.UTF8.GetString(await bed.Site.OutputAsync("copy.txt")).ShouldBe("content\n");
        log.ShouldContain("hidden\n");
        log.ShouldContain("\n/flywheel/v0\n");
        log.ShouldContain("odd: a,b \"q\" $HOME `id` \\ 'x'\n");
        log.ShouldContain("path: /usr/bin:/bin:/opt/own\n");
        log.ShouldContain("writable\n");
        log.ShouldContain("-rw------- 1");
        log.ShouldContain("bash 5");
        log.ShouldNotContain("leaked");
        log.ShouldNotContain("Device or resource busy");
        bed.End(job).Runtime.ShouldBe(RuntimeProbe.Word(runtime));
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_container_of_Podman_uses_is_read_from_its_own_control_group_or_not_told()
    {
        await RuntimeProbe.RequireAsync("podman");
        await using var bed = await EngineBed.StartAsync("podman");
        bed.ProcFolder = "/proc";
        var job = await bed.AddJobAsync("end=$((SECONDS + 4)); while [ $SECONDS -lt $end ]; do :; done");

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(job));

        var usage = bed.End(job).Usage.ShouldNotBeNull();
        if (usage.Source == "cgroup")
        {
            usage.CpuSeconds.ShouldNotBeNull().ShouldBeGreaterThan(1);
            usage.PeakMemoryBytes.ShouldNotBeNull().ShouldBeInRange(1, 1L << 30);
        }
        else
        {
            usage.CpuSeconds.ShouldBeNull();
            usage.PeakMemoryBytes.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task Exit_codes_come_through_and_the_image_is_not_written(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        var gear = await bed.AddGearAsync();

        (await bed.RunAsync(await bed.AddJobAsync("echo changed > .hidden; exit 3", gear))).Sentence.ShouldBe("The gear failed: exit code 3. It said nothing.");
        var second = await bed.AddJobAsync("cat .hidden", gear);

        (await bed.RunAsync(second)).Exit.ShouldBe(EngineExit.Complete);
        (await bed.Site.LogOfAsync(second)).ShouldContain("hidden\n");
    }

    [Theory]
    [InlineData("apptainer", null, false, false)]
    [InlineData("apptainer", "singularity-writable", true, false)]
    [InlineData("apptainer", "singularity-debug", false, true)]
    [InlineData("podman", "singularity-writable", true, false)]
    public async Task The_gears_options_make_the_container_writable_or_talkative(string runtime, string? option, bool writes, bool talks)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        var gear = await bed.AddGearAsync(manifest =>
        {
            foreach (var name in (string[])["singularity-debug", "singularity-writable"])
            {
                manifest["config"]![name] = new System.Text.Json.Nodes.JsonObject { ["type"] = "boolean", ["default"] = false };
            }
        });
        var job = await bed.AddJobAsync("touch /usr/new && echo could write; true", gear, option: option);

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete);

        var log = await bed.Site.LogOfAsync(job);
        log.Contains("could write\n", StringComparison.Ordinal).ShouldBe(writes, log);
        log.Contains("DEBUG ", StringComparison.Ordinal).ShouldBe(talks, log);
        log.ShouldNotContain(bed.Site.Secret);
    }

    [Theory]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task A_job_cancelled_on_the_site_is_stopped_and_nothing_is_left_running(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        var job = await bed.AddJobAsync("echo up; echo no > output/no.txt; trap '' TERM; sleep 4444 & wait; wait; sleep 4444");
        var running = bed.RunAsync(job, new() { GearStopGrace = TimeSpan.FromMilliseconds(500), HeartbeatInterval = TimeSpan.FromSeconds(1) });
        await bed.WaitForLogAsync(job, "up\n");

        await bed.Site.PutAsync($"jobs/{job}", new() { ["state"] = "cancelled" });
        var result = await running;

        result.Exit.ShouldBe(EngineExit.NotOurs, result.Sentence);
        result.Sentence.ShouldContain("'cancelled'");
        bed.End(job).Outcome.ShouldBe(EndOutcome.Cancelled);
        (await bed.Site.OutputNamesAsync()).ShouldBeEmpty();
        Processes.Named("sleep 4444").ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }
}
