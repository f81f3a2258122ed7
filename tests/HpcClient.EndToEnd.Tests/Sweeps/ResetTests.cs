using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Sweeps;

/// <summary>reset, as an admin calls it.</summary>
public sealed class ResetTests
{
    [Fact]
    public async Task A_reset_is_refused_while_a_job_is_at_work_and_later_removes_its_files_without_casting_it_again()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", "#!/bin/bash\nset -e\nwc -l < input/notes/notes.txt > output/lines.txt\n");
        var job = await site.LaunchAsync("count-lines");
        await site.SweepAsync();
        var script = Path.Combine(site.Hpc, "logs", "generated", $"job-{job}.sh");

        var early = await ResetAsync(site, "--yes");
        early.ExitCode.ShouldBe(ExitCodes.Failure);
        early.Error.ShouldContain(job);
        (await ResetAsync(site, "--yes", "--force")).ExitCode.ShouldBe(0);
        File.Exists(script).ShouldBeTrue("the files of a job at work are left, forced or not");

        (await site.SweepUntilOverAsync(job)).ShouldBe("complete");
        var settings = await File.ReadAllTextAsync(Path.Combine(site.Hpc, "settings", "cast.yml"));
        await Eventually.TrueAsync(
            async () => (await site.SweepAsync()).ExitCode == 0 && (await ResetAsync(site, "--dry-run")).Out.Contains($"would remove  {script}\n", StringComparison.Ordinal),
            "a sweep notes that the job is over");
        File.Exists(script).ShouldBeTrue();
        (await ResetAsync(site)).ExitCode.ShouldBe(ExitCodes.Usage, "nobody is there to be asked");
        (await ResetAsync(site, "--yes")).Out.ShouldContain("files were removed");

        File.Exists(script).ShouldBeFalse();
        Directory.EnumerateFiles(Path.Combine(site.Hpc, "logs", "queue")).ShouldBeEmpty();
        (await File.ReadAllTextAsync(Path.Combine(site.Hpc, "settings", "cast.yml"))).ShouldBe(settings);
        File.Exists(Path.Combine(site.Hpc, "settings", "credentials.sh")).ShouldBeTrue();
        Path.Exists(Path.Combine(site.Hpc, "logs", "temp", "engine")).ShouldBeTrue();
        (await site.SweepAsync()).Out.ShouldContain("Launched 0");
    }

    [Fact]
    public async Task A_job_is_forgotten_only_when_it_is_named_and_gone()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("sleeper", "#!/bin/bash\necho started\nsleep 600\n");
        var job = await site.LaunchAsync("sleeper");
        await site.SweepAsync();

        var there = await ResetAsync(site, "--yes", "--forget", job);
        there.ExitCode.ShouldBe(ExitCodes.Failure);
        there.Error.ShouldContain("still has job");
        await site.CancelAsync(job);
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(site.Hpc, "state", "ends", $"{job}.json")), "the engine stops");
        await Eventually.TrueAsync(async () => (await ResetAsync(site, "--yes", "--forget", job)).ExitCode == 0, "the scheduler has it no longer");

        File.Exists(Path.Combine(site.Hpc, "state", "claims", $"{job}.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_that_is_no_installation_is_left_alone()
    {
        using var folder = new TemporaryFolder();

        var reset = await Product.ClientAsync("reset", "--yes", "--folder", folder.Path);

        reset.ExitCode.ShouldBe(ExitCodes.Settings);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    private static Task<Posix.Processes.ChildResult> ResetAsync(Installation site, params string[] options) =>
        Product.ClientAsync(["reset", "--folder", site.Hpc, .. options]);
}
