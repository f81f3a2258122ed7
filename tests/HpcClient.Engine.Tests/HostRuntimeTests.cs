using System.Text;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests;

public sealed class HostRuntimeTests
{
    [Fact]
    public async Task A_gear_gets_its_input_and_its_output_reaches_the_site()
    {
        await using var bed = await EngineBed.StartAsync();
        const string name = "it's \"ünïcode\" $HOME.txt";
        await bed.Site.AddFileAsync(name, Encoding.UTF8.GetBytes("content\n"));
        var job = await bed.AddJobAsync("cat input/file/* > output/copy.txt; cat link; ls -a output work; ls -la config.json; echo said", input: name);

        var result = await bed.RunAsync(job);

        result.Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(job));
        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("complete");
        Encoding.UTF8.GetString(await bed.Site.OutputAsync("copy.txt")).ShouldBe("content\n");
        var log = await bed.Site.LogOfAsync(job);
        log.ShouldContain("said\n");
        log.ShouldContain("hidden\n");
        log.ShouldContain("-rw------- 1");
        log.ShouldContain("WARNING: this gear runs on the node itself");
        log.ShouldNotContain("\nold\n");
        log.ShouldContain("The gear finished. One file was uploaded.\nhad ");
        var end = bed.End(job);
        end.Outcome.ShouldBe(EndOutcome.Complete);
        end.SiteAcknowledged.ShouldBeTrue();
        end.Outputs.ShouldBe(["copy.txt"]);
        end.Runtime.ShouldBe("host");
        end.EndedBy.ShouldBe(EndedBy.Nothing);
        end.Attempt.ShouldBeNull();
        end.Usage.ShouldNotBeNull().Source.ShouldBe("processes");
        end.Usage.CpuSeconds.ShouldNotBeNull().ShouldBeGreaterThan(0);
        end.Usage.PeakMemoryBytes.ShouldNotBeNull().ShouldBeGreaterThan(0);
        end.Usage.WallSeconds.ShouldBeGreaterThan(0);
        end.Usage.OutOfMemoryKills.ShouldBeNull();
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_gear_that_exits_with_3_fails_with_its_last_words_and_its_outputs_are_kept_on_the_site()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("echo half > output/half.txt; echo no such subject >&2; exit 3");

        var result = await bed.RunAsync(job);

        result.ShouldBe(new(EngineExit.GearFailed, "The gear failed: exit code 3. Its last words: no such subject"));
        var seen = await bed.Site.JobAsync(job);
        ((string)seen["state"]!).ShouldBe("failed");
        ((string)seen["failure_reason"]!).ShouldBe("gear_failure");
        (await bed.Site.OutputNamesAsync()).ShouldBe(["half.txt"]);
        (await bed.Site.LogOfAsync(job)).ShouldContain("The gear failed: exit code 3. Its last words: no such subject\nhad ");
        bed.End(job).GearExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task Nothing_of_the_engines_environment_reaches_the_gear_and_the_secret_is_nowhere()
    {
        await using var bed = await EngineBed.StartAsync();
        Environment.SetEnvironmentVariable("ENGINE_TEST_CANARY", "leaked");
        bed.Environment["SCITRAN_CORE_DRONE_SECRET"].Length.ShouldBeGreaterThan(10);
        var backwards = string.Concat(bed.Site.Secret.Reverse());
        var job = await bed.AddJobAsync(
            $"secret=$(echo {backwards} | rev); grep -rlF \"$secret\" {bed.In("temp")}; tr '\\0' ' ' < /proc/$PPID/cmdline; echo; echo said $secret; env | grep OMP; echo canary $ENGINE_TEST_CANARY; for f in /proc/[0-9]*/cmdline; do mapfile -d '' words < $f 2>/dev/null; [[ \"${{words[*]}}\" == *\"$secret\"* ]] && echo in a command line; done");

        await bed.RunAsync(job);

        var log = await bed.Site.LogOfAsync(job);
        log.ShouldContain("OMP_NUM_THREADS=");
        log.ShouldNotContain("leaked");
        log.ShouldContain("said ********\n");
        log.ShouldContain("canary\n");
        log.ShouldNotContain("in a command line\n");
        log.ShouldNotContain(bed.In("temp") + "/job");
        log.ShouldNotContain(bed.Site.Secret);
        bed.Console.ToString().ShouldNotContain(bed.Site.Secret);
    }
}
