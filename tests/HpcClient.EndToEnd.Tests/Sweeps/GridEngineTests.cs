using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Sweeps;

/// <summary>Jobs of a Python client's folder on a real Grid Engine.</summary>
[Trait("Needs", "Grid Engine")]
public sealed class GridEngineTests
{
    private const string CountLines = "#!/bin/bash\nset -e\nwc -l < input/notes/notes.txt > output/lines.txt\n";

    [Fact]
    public async Task Jobs_of_an_old_folder_run_and_are_complete()
    {
        await Parts.NeedGridEngineAsync();
        await using var site = await Installation.StartAsync();
        var old = OldFolder.Of(site, "sge");
        await site.GearAsync("count-lines", CountLines);
        var plain = await site.LaunchAsync("count-lines");
        var sized = await site.LaunchAsync("count-lines", "cpu=2-3", "ram=2G");

        var sweep = await old.StartCastAsync();

        sweep.Out.ShouldContain("Launched 2, rejected 0", customMessage: sweep.Error);
        Directives(site, plain).ShouldBe([$"-N fw-{plain}", "-j y", $"-o \"{Log(site, plain)}\"", "-S /bin/bash", "-l h_vmem=4G", "-pe threaded 4-8"]);
        Directives(site, sized)[4..].ShouldBe(["-l h_vmem=2G", "-pe threaded 2-3"]);
        foreach (var job in (string[])[plain, sized])
        {
            (await old.SweepUntilOverAsync(job)).ShouldBe("complete", await Words(site, job));
        }
    }

    [Fact]
    public async Task A_job_that_Grid_Engine_cannot_start_fails_with_its_reason_and_leaves_the_queue()
    {
        await Parts.NeedGridEngineAsync();
        await using var site = await Installation.StartAsync();
        var old = OldFolder.Of(site, "sge", "  script: |\n    #!/bin/bash\n    #$ -j y -o /nowhere/at/all\n    ./engine run --single-job {{ job.fw_id }}\n");
        await site.GearAsync("count-lines", CountLines);
        var job = await site.LaunchAsync("count-lines");

        (await old.SweepUntilOverAsync(job)).ShouldBe("failed");

        (await site.LogAsync(job)).ShouldContain("/nowhere/at/all");
        await Eventually.TrueAsync(
            async () => !(await Product.RunAsync("qstat", ["-xml"])).Out.Contains(job, StringComparison.Ordinal), "the job in error state leaves the queue");
    }

    private static List<string> Directives(Installation site, string job) =>
    [
        .. File.ReadLines(Path.Combine(site.Hpc, "logs", "generated", $"job-{job}.sh"))
            .Where(line => line.StartsWith("#$ ", StringComparison.Ordinal)).Select(line => line[3..]),
    ];

    private static string Log(Installation site, string job) => Path.Combine(site.Hpc, "logs", "queue", $"job-{job}.txt");

    private static async Task<string> Words(Installation site, string job) =>
        await site.LogAsync(job) + (File.Exists(Log(site, job)) ? await File.ReadAllTextAsync(Log(site, job)) : "");
}
