using HpcClient.Engine.Configuration;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests;

public sealed class StopTests
{
    private static readonly EngineLimits Quick = new() { GearStopGrace = TimeSpan.FromMilliseconds(500), HeartbeatInterval = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task A_signal_stops_the_gear_and_the_site_learns_why()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("trap '' TERM; echo x > output/x; sleep 4445 & echo up; wait; sleep 4445");
        using var engine = bed.Engine(Quick);
        var running = engine.RunAsync(job);
        await bed.WaitForLogAsync(job, "up\n");

        engine.Stop("SIGTERM");
        var result = await running;

        result.Exit.ShouldBe(EngineExit.Stopped);
        var end = bed.End(job);
        end.Outcome.ShouldBe(EndOutcome.Stopped);
        end.EndedBy.ShouldBe(EndedBy.Signal);
        end.LeftToClient.ShouldBeFalse();
        end.SiteAcknowledged.ShouldBeTrue();
        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("failed");
        (await bed.Site.LogOfAsync(job)).ShouldContain(end.Reason + "\nhad ");
        end.Reason.ShouldContain("SIGTERM");
        (await bed.Site.OutputNamesAsync()).ShouldBeEmpty();
        Processes.Named("sleep 4445").ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }

    [Fact]
    public async Task Near_its_end_the_time_limit_is_named()
    {
        await using var bed = await EngineBed.StartAsync();
        bed.Environment["SLURM_JOB_END_TIME"] = $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 20}";
        var job = await bed.AddJobAsync("echo up; sleep 4446");
        using var engine = bed.Engine(Quick);
        var running = engine.RunAsync(job);
        await bed.WaitForLogAsync(job, "up\n");

        engine.Stop("SIGTERM");

        (await running).Sentence.ShouldContain("time limit (walltime) is over");
        bed.End(job).EndedBy.ShouldBe(EndedBy.TimeLimit);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task An_engine_that_is_killed_takes_its_gear_and_its_folder_with_it(string runtime)
    {
        if (runtime != "host")
        {
            await RuntimeProbe.RequireAsync(runtime);
        }

        await using var bed = await EngineBed.StartAsync(runtime);
        var mark = runtime switch { "host" => "4450", "apptainer" => "4451", _ => "4452" };
        var job = await bed.AddJobAsync($"echo up; sleep {mark}; echo end");
        using var engine = EngineProcess.Start(bed, job);
        await bed.WaitForLogAsync(job, "up\n");
        await Until.Async(() => Processes.Named($"sleep {mark}").Length > 0);

        engine.Send(Signal.Kill).ShouldBeTrue();

        await Until.Async(() => Processes.Named($"sleep {mark}").Length == 0 && !Directory.EnumerateFileSystemEntries(bed.Scratch).Any());
        File.Exists(bed.Folder.EndOf(job)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_real_program_ends_on_TERM_with_its_own_exit_code_and_hides_the_secret()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("echo up; sleep 4453");
        using var engine = EngineProcess.Start(bed, job);
        await bed.WaitForLogAsync(job, "up\n");
        var children = await ChildProcess.RunAsync(
            new ChildCommand { Program = "grep", Arguments = ["-lsF", bed.Site.Secret, .. Directory.EnumerateDirectories("/proc").Where(Owned).Select(f => f + "/environ")] },
            TimeSpan.FromSeconds(30));

        engine.Send(Signal.Terminate);

        (await engine.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(13);
        bed.End(job).Outcome.ShouldBe(EndOutcome.Stopped);
        // Root may read the engine's own; nobody else's process has it.
        children.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(path => path == $"/proc/{engine.ProcessId}/environ");
    }

    private static bool Owned(string folder) => int.TryParse(Path.GetFileName(folder), out var id) && id != Environment.ProcessId;
}
