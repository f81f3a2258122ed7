using System.Diagnostics;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Serving;

/// <summary>The long-running form against the embedded site and the local scheduler.</summary>
public sealed class ServeTests
{
    private const string CountLines = "#!/bin/bash\nset -e\nwc -l < input/notes/notes.txt > output/lines.txt\n";

    [Fact]
    public async Task A_job_is_taken_to_its_end_without_anybody_doing_anything()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", CountLines);
        await using var server = await Server.StartAsync(site);

        var job = await site.LaunchAsync("count-lines");

        await site.StateAsync(job, "complete");
        server.Log.ShouldContain("Launched 1, rejected 0");
        Canary.Absent(site.Path, site.Secret);
        server.Log.ShouldNotContain(site.Secret);
    }

    [Fact]
    public async Task After_TERM_it_ends_within_seconds_and_the_next_start_finishes_what_was_under_way()
    {
        await using var site = await Installation.StartAsync();
        var gate = site.In("gate");
        await site.GearAsync("waiter", $"#!/bin/bash\nwhile [ ! -e '{gate}' ]; do sleep 0.1; done\n");
        string job;
        await using (var first = await Server.StartAsync(site))
        {
            job = await site.LaunchAsync("waiter");
            await first.SaysAsync("Launched 1");

            var stopped = Stopwatch.StartNew();
            (await first.StopAsync()).ShouldBe(0, first.Log);

            stopped.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
            first.Log.ShouldContain("Stopped.");
        }

        await File.WriteAllTextAsync(gate, "");
        await using var second = await Server.StartAsync(site);

        await site.StateAsync(job, "complete");
        second.Count("Launched 1").ShouldBe(0);
    }

    [Fact]
    public async Task A_second_one_waits_and_takes_over_when_the_first_is_killed()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", CountLines);
        await using var first = await Server.StartAsync(site);
        await using var second = await Server.StartAsync(site);
        await second.SaysAsync($"waiting until it is over");
        second.Log.ShouldContain($"(process {first.ProcessId} on {Environment.MachineName})");

        first.Send(Signal.Kill);
        await second.SaysAsync("going on from where it was");
        var job = await site.LaunchAsync("count-lines");

        await site.StateAsync(job, "complete");
        second.Count("waiting until it is over").ShouldBe(1);
    }

    [Fact]
    public async Task A_sweep_of_cron_beside_it_says_so_and_ends_with_0()
    {
        await using var site = await Installation.StartAsync();
        await using var server = await Server.StartAsync(site, ["--status-port", "0"]);
        await StatusClient.Of(server).PassedAsync();

        var sweep = await site.SweepAsync();

        sweep.ExitCode.ShouldBe(0, sweep.Error);
        sweep.Error.ShouldContain($"Another sweep is at work (process {server.ProcessId} on ");
    }

    [Fact]
    public async Task A_site_that_is_away_is_told_once_and_work_goes_on_when_it_is_back()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", CountLines);
        site.Credentials(port: 9);
        await using var server = await Server.StartAsync(site, ["--status-port", "0"]);
        await StatusClient.Of(server).MetricAsync("fw_hpc_passes_total{outcome=\"site\"}", count => count >= 2);
        server.Count("127.0.0.1:9").ShouldBe(1, server.Log);

        site.Credentials();
        var job = await site.LaunchAsync("count-lines");

        await site.StateAsync(job, "complete");
    }

    [Theory]
    [InlineData("0.0.0.0:9100")]
    [InlineData("65536")]
    [InlineData("-1")]
    public async Task The_status_pages_are_for_this_machine_only(string port)
    {
        var refused = await Product.ClientAsync("serve", $"--status-port={port}");

        refused.ExitCode.ShouldBe(ExitCodes.Usage);
        refused.Error.ShouldContain("127.0.0.1 only");
    }

    [Fact]
    public async Task A_folder_without_settings_ends_it_at_once()
    {
        using var folder = new TemporaryFolder();

        var refused = await Product.ClientAsync("serve", "--folder", folder.Path);

        refused.ExitCode.ShouldBe(ExitCodes.Settings);
        refused.Error.ShouldContain("fw-hpc-client setup");
    }
}
