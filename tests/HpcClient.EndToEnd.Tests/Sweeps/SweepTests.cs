using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Sweeps;

/// <summary>The sweep against the embedded site and the local scheduler.</summary>
public sealed class SweepTests
{
    private const string CountLines = "#!/bin/bash\nset -e\nwc -l < input/notes/notes.txt > output/lines.txt\n";

    [Fact]
    public async Task A_job_is_launched_once_and_then_skipped()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", CountLines);
        var job = await site.LaunchAsync("count-lines");

        var first = await site.SweepAsync();
        var second = await site.SweepAsync();

        first.ExitCode.ShouldBe(0, first.Error);
        first.Out.ShouldMatch(@"Launched 1, rejected 0, skipped 0 jobs\. Runtime: \d+ ms\.\n");
        second.Out.ShouldContain("Launched 0, rejected 0");
        (await site.SweepUntilOverAsync(job)).ShouldBe("complete");
        File.Exists(Path.Combine(site.Hpc, "state", "ends", $"{job}.json")).ShouldBeTrue();
        Canary.Absent(site.Path, site.Secret);
    }

    [Fact]
    public async Task Settings_are_shown_without_the_secret()
    {
        await using var site = await Installation.StartAsync();

        var shown = await Product.ClientAsync("--show-config", "--folder", site.Hpc);

        shown.ExitCode.ShouldBe(0, shown.Error);
        shown.Out.ShouldContain("cluster: local");
        shown.Out.ShouldContain("<omitted>");
        shown.Out.ShouldNotContain(site.Secret);
    }

    [Fact]
    public async Task Of_two_sweeps_at_once_one_works_and_no_job_runs_twice()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", CountLines);
        var job = await site.LaunchAsync("count-lines");

        var sweeps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.SweepAsync()));

        sweeps.ShouldAllBe(s => s.ExitCode == 0);
        sweeps.Count(s => s.Out.Contains("Launched 1", StringComparison.Ordinal)).ShouldBe(1);
        (await site.SweepUntilOverAsync(job)).ShouldBe("complete");
        (await site.LogAsync(job)).Split('\n').Count(l => l.Contains("claimed", StringComparison.OrdinalIgnoreCase)).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_malformed_request_is_refused_in_the_jobs_log_and_stops_no_other_job()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", CountLines);
        var bad = await site.LaunchAsync("count-lines", "ram=lots");
        var good = await site.LaunchAsync("count-lines");

        var sweep = await site.SweepAsync();

        sweep.Out.ShouldContain("Launched 1, rejected 1");
        (await site.StateAsync(bad)).ShouldBe("failed");
        (await site.LogAsync(bad)).ShouldContain("the tag 'ram=lots'", Case.Insensitive);
        (await site.SweepUntilOverAsync(good)).ShouldBe("complete");
    }

    [Fact]
    public async Task A_job_cancelled_at_the_site_while_it_runs_is_stopped()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("sleeper", "#!/bin/bash\necho started\nsleep 600\n");
        var job = await site.LaunchAsync("sleeper");
        await site.SweepAsync();
        await Eventually.TrueAsync(async () => (await site.LogAsync(job)).Contains("started", StringComparison.Ordinal), "the gear starts");

        await site.CancelAsync(job);

        var end = Path.Combine(site.Hpc, "state", "ends", $"{job}.json");
        await Eventually.TrueAsync(() => File.Exists(end), "the engine notices and stops");
        (await File.ReadAllTextAsync(end)).ShouldContain("Cancelled");
    }

    [Fact]
    public async Task A_gear_that_fails_reads_like_a_failure()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("failing", "#!/bin/bash\necho 'no contrast found' >&2\nexit 7\n");
        var job = await site.LaunchAsync("failing");

        (await site.SweepUntilOverAsync(job)).ShouldBe("failed");

        var log = await site.LogAsync(job);
        log.ShouldContain("no contrast found");
        log.ShouldContain("exit code 7");
    }

    [Fact]
    public async Task An_image_that_cannot_be_had_fails_the_job_with_the_reason()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("nowhere", CountLines, "http://127.0.0.1:9/no-such-image.tgz");
        var job = await site.LaunchAsync("nowhere");

        (await site.SweepUntilOverAsync(job)).ShouldBe("failed");

        (await site.LogAsync(job)).ShouldContain("image", Case.Insensitive);
    }
}
