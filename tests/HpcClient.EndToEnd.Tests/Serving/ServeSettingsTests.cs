using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Serving;

/// <summary>Settings that change under a running server.</summary>
public sealed class ServeSettingsTests
{
    private const string CountLines = "#!/bin/bash\nset -e\nwc -l < input/notes/notes.txt > output/lines.txt\n";

    [Fact]
    public async Task A_change_takes_over_without_a_restart()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", CountLines);
        site.Cast("  cluster: local\n  filter_tags: [elsewhere]\n");
        await using var server = await Server.StartAsync(site, ["--status-port", "0"]);
        var job = await site.LaunchAsync("count-lines");
        await StatusClient.Of(server).PassedAsync();
        (await site.StateAsync(job)).ShouldBe("running");

        site.Cast();

        await server.SaysAsync("The settings were read again and are in force (cluster local)");
        await site.StateAsync(job, "complete");
    }

    [Fact]
    public async Task Another_cluster_takes_over_too()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", CountLines);
        site.Cast("  cluster: slurm\n");
        using var bin = new TemporaryFolder();
        foreach (var program in new[] { "bash", "env", "setsid", "cat", "printf", "sh", "wc" })
        {
            File.CreateSymbolicLink(bin.In(program), Executables.Find(program)!);
        }

        // A PATH without Slurm, whatever this machine has.
        await using var server = await Server.StartAsync(site, environment: new Dictionary<string, string?> { ["PATH"] = bin.Path });
        var job = await site.LaunchAsync("count-lines");
        await server.SaysAsync("sbatch");

        site.Cast();

        await server.SaysAsync("(cluster local)");
        await site.StateAsync(job, "complete");
    }

    [Fact]
    public async Task Faulty_settings_are_told_once_with_all_faults_and_the_old_ones_stay()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", CountLines);
        await using var server = await Server.StartAsync(site, ["--status-port", "0"]);
        var status = StatusClient.Of(server);

        site.Cast("  cluster: local\n  dry_run: perhaps\n  cast_on_tg: true\n");
        await server.SaysAsync("stay in force");
        server.Log.ShouldContain("dry_run");
        server.Log.ShouldContain("cast_on_tg");
        await site.StateAsync(await site.LaunchAsync("count-lines"), "complete");
        server.Count("stay in force").ShouldBe(1);
        (await status.HealthAsync()).Page.GetProperty("settings").GetString().ShouldBe("faulty, older ones are in force");

        site.Cast("  cluster: nowhere\n");
        await server.SaysAsync("stay in force", times: 2);
        server.Log.ShouldContain("nowhere");

        site.Cast();
        await server.SaysAsync("are in force (cluster local)");
        (await status.HealthAsync()).Page.GetProperty("settings").GetString().ShouldBe("in force");
    }

    [Fact]
    public async Task A_template_that_is_none_does_not_take_over()
    {
        await using var site = await Installation.StartAsync();
        await using var server = await Server.StartAsync(site);

        site.Cast("  cluster: local\n  script: |\n    #!/bin/sh\n    {% if %}\n");

        await server.SaysAsync("stay in force");
    }

    [Fact]
    public async Task Credentials_opened_to_others_are_refused_and_closed_ones_taken_again()
    {
        await using var site = await Installation.StartAsync();
        await using var server = await Server.StartAsync(site);
        var file = Path.Combine(site.Hpc, "settings", "credentials.sh");

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        await server.SaysAsync($"chmod 600 '{file}'");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await server.SaysAsync("The settings were read again");
    }

    [Fact]
    public async Task HUP_reads_them_again_though_no_file_changed()
    {
        await using var site = await Installation.StartAsync();
        await using var server = await Server.StartAsync(site);

        server.Send(Signal.Hangup);

        await server.SaysAsync("The settings were read again");
        (await server.StopAsync()).ShouldBe(0, server.Log);
    }
}
