using System.Net;
using System.Net.Sockets;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Sweeps;

/// <summary>What is wrong around the sweep ends in one clear sentence, an exit code, and no lost job.</summary>
public sealed class SweepFaultTests
{
    private const string CountLines = "#!/bin/bash\nset -e\nwc -l < input/notes/notes.txt > output/lines.txt\n";

    [Fact]
    public async Task Wrong_settings_are_named_with_line_and_nearest_key()
    {
        await using var site = await Installation.StartAsync();
        site.Cast("  cluste: local\n  dry_run: perhaps\n");

        var sweep = await site.SweepAsync();

        sweep.ExitCode.ShouldBe(ExitCodes.Settings);
        sweep.Error.ShouldContain("cluste");
        sweep.Error.ShouldContain("cluster");
        sweep.Error.ShouldContain("dry_run");
    }

    [Fact]
    public async Task A_log_collector_meets_nothing_but_JSON_objects()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", CountLines);
        await site.LaunchAsync("count-lines", "ram=lots");
        var good = await Product.ClientAsync("--folder", site.Hpc, "--log-format", "json");
        site.Credentials(secret: "wrong-secret-0123456789");
        var wrongSecret = await Product.ClientAsync("run", "--log-format=json", "--folder", site.Hpc);
        site.Cast("  cluste: local\n");
        var wrongKey = await Product.ClientAsync("--log-format", "json", "run", "--folder", site.Hpc);

        good.Out.ShouldStartWith("Launched 0, rejected 1, skipped 0 jobs.");
        JsonLines(good.Error).ShouldContain(line => line.GetProperty("message").GetString()!.StartsWith("Launched 0, rejected 1", StringComparison.Ordinal) && line.GetProperty("rejected").GetInt32() == 1);
        JsonLines(good.Error).ShouldContain(line => line.GetProperty("level").GetString() == "warning" && line.GetProperty("gear").GetString() == "count-lines 1.0.0");
        JsonLines(wrongSecret.Error)[0].GetProperty("level").GetString().ShouldBe("error");
        JsonLines(wrongKey.Error).ShouldContain(line => line.GetProperty("line").GetInt32() == 5);
    }

    [Fact]
    public async Task Every_line_of_the_log_has_time_and_level()
    {
        await using var site = await Installation.StartAsync();
        site.Cast("  cluste: local\n");

        var sweep = await site.SweepAsync();

        sweep.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (DEBUG|INFO|WARNING|ERROR)\s+\S"));
    }

    [Fact]
    public async Task A_folder_without_settings_says_how_to_make_them()
    {
        using var folder = new TemporaryFolder();

        var sweep = await Product.ClientAsync("run", "--folder", folder.Path);

        sweep.ExitCode.ShouldBe(ExitCodes.Settings);
        sweep.Error.ShouldContain("fw-hpc-client setup");
    }

    [Fact]
    public async Task An_unreachable_site_is_named()
    {
        await using var site = await Installation.StartAsync();
        var port = FreePort();
        site.Credentials(port: port);

        var sweep = await site.SweepAsync();

        sweep.ExitCode.ShouldBe(ExitCodes.Site);
        sweep.Error.ShouldContain($"127.0.0.1:{port}");
    }

    [Fact]
    public async Task A_wrong_secret_is_said_and_not_shown()
    {
        await using var site = await Installation.StartAsync();
        site.Credentials(secret: "wrong-secret-0123456789");

        var sweep = await site.SweepAsync();

        sweep.ExitCode.ShouldBe(ExitCodes.Site);
        sweep.Error.ShouldContain("SCITRAN_CORE_DRONE_SECRET");
        (sweep.Error + sweep.Out).ShouldNotContain("wrong-secret-0123456789");
    }

    [Fact]
    public async Task Credentials_that_others_may_read_are_refused_with_the_chmod()
    {
        await using var site = await Installation.StartAsync();
        var file = Path.Combine(site.Hpc, "settings", "credentials.sh");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var sweep = await site.SweepAsync();

        sweep.ExitCode.ShouldBe(ExitCodes.Settings);
        sweep.Error.ShouldContain($"chmod 600 '{file}'");
    }

    [Fact]
    public async Task Where_sbatch_is_missing_the_job_waits_at_the_site()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", CountLines);
        var job = await site.LaunchAsync("count-lines");
        site.Cast("  cluster: slurm\n");

        // A PATH without Slurm, whatever this machine has: only what the sweep itself needs.
        using var bin = new TemporaryFolder();
        foreach (var program in new[] { "bash", "env", "setsid", "cat", "printf" })
        {
            File.CreateSymbolicLink(bin.In(program), Posix.Processes.Executables.Find(program)!);
        }

        var sweep = await site.SweepAsync(new Dictionary<string, string?> { ["PATH"] = bin.Path });

        sweep.ExitCode.ShouldBe(ExitCodes.Scheduler);
        sweep.Error.ShouldContain("sbatch");
        (await site.StateAsync(job)).ShouldBe("running");

        site.Cast();
        (await site.SweepUntilOverAsync(job)).ShouldBe("complete");
    }

    [Fact]
    public async Task A_full_disk_delays_jobs_and_loses_none()
    {
        Parts.NeedRoot("a small file system is mounted");
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", CountLines);
        var job = await site.LaunchAsync("count-lines");
        var generated = Path.Combine(site.Hpc, "logs", "generated");
        await MountAsync(generated, "size=64k");
        try
        {
            var filler = Path.Combine(generated, "filler");
            Should.Throw<IOException>(() => File.WriteAllBytes(filler, new byte[1024 * 1024]));

            var sweep = await site.SweepAsync();

            sweep.ExitCode.ShouldBe(ExitCodes.Folder, sweep.Error);
            sweep.Error.ShouldContain(site.Hpc);
            (await site.StateAsync(job)).ShouldBe("running");
        }
        finally
        {
            (await Product.RunAsync("umount", [generated])).ExitCode.ShouldBe(0);
        }

        (await site.SweepUntilOverAsync(job)).ShouldBe("complete");
    }

    [Fact]
    public async Task A_read_only_folder_is_said_at_once()
    {
        Parts.NeedRoot("a read-only file system is mounted");
        await using var site = await Installation.StartAsync();
        await MountAsync(Path.Combine(site.Hpc, "state"), "ro");
        try
        {
            var sweep = await site.SweepAsync();

            sweep.ExitCode.ShouldBe(ExitCodes.Folder, sweep.Error);
            sweep.Error.ShouldContain(site.Hpc);
        }
        finally
        {
            (await Product.RunAsync("umount", [Path.Combine(site.Hpc, "state")])).ExitCode.ShouldBe(0);
        }
    }

    [Fact]
    public async Task Outputs_that_the_site_can_never_take_fail_the_job_and_are_kept()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("odd-name", "#!/bin/bash\nset -e\necho kept > output/$'two\\nlines.txt'\n");
        var job = await site.LaunchAsync("odd-name");

        (await site.SweepUntilOverAsync(job)).ShouldBe("failed");

        var kept = Path.Combine(site.Hpc, "state", "kept-outputs", job);
        (await site.LogAsync(job)).ShouldContain(kept);
        (await File.ReadAllTextAsync(Path.Combine(kept, "two\nlines.txt"))).ShouldBe("kept\n");
        (await File.ReadAllTextAsync(Path.Combine(site.Hpc, "state", "ends", $"{job}.json"))).ShouldContain("EngineFailed");
    }

    private static List<System.Text.Json.JsonElement> JsonLines(string log) =>
        [.. log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement)];

    private static async Task MountAsync(string folder, string options)
    {
        var mounted = await Product.RunAsync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]);
        if (!mounted.Succeeded)
        {
            Assert.Skip($"no tmpfs can be mounted here: {mounted.LastWords}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
