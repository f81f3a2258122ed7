using System.Runtime.InteropServices;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Sweeps;

/// <summary>A folder as the Python client left it, swept by its start-cast.sh; jobs run on a real Grid Engine.</summary>
[Trait("Needs", "Grid Engine")]
public sealed class GridEngineTests
{
    private const string CountLines = "#!/bin/bash\nset -e\nwc -l < input/notes/notes.txt > output/lines.txt\n";

    [Fact]
    public async Task Jobs_of_an_old_folder_run_and_are_complete()
    {
        await Parts.NeedGridEngineAsync();
        await using var site = await Installation.StartAsync();
        var startCast = MakeOld(site);
        await site.GearAsync("count-lines", CountLines);
        var plain = await site.LaunchAsync("count-lines");
        var sized = await site.LaunchAsync("count-lines", "cpu=2-3", "ram=2G");

        var sweep = await Product.RunAsync(startCast, []);

        sweep.Out.ShouldContain("Launched 2, rejected 0", customMessage: sweep.Error);
        Directives(site, plain).ShouldBe([$"-N fw-{plain}", "-j y", $"-o \"{Log(site, plain)}\"", "-S /bin/bash", "-l h_vmem=4G", "-pe threaded 4-8"]);
        Directives(site, sized)[4..].ShouldBe(["-l h_vmem=2G", "-pe threaded 2-3"]);
        foreach (var job in (string[])[plain, sized])
        {
            (await OverAsync(site, startCast, job)).ShouldBe("complete", await Words(site, job));
        }
    }

    [Fact]
    public async Task A_job_that_Grid_Engine_cannot_start_fails_with_its_reason_and_leaves_the_queue()
    {
        await Parts.NeedGridEngineAsync();
        await using var site = await Installation.StartAsync();
        var startCast = MakeOld(site, "  script: |\n    #!/bin/bash\n    #$ -j y -o /nowhere/at/all\n    ./engine run --single-job {{ job.fw_id }}\n");
        await site.GearAsync("count-lines", CountLines);
        var job = await site.LaunchAsync("count-lines");

        (await OverAsync(site, startCast, job)).ShouldBe("failed");

        (await site.LogAsync(job)).ShouldContain("/nowhere/at/all");
        await Eventually.TrueAsync(
            async () => !(await Product.RunAsync("qstat", ["-xml"])).Out.Contains(job, StringComparison.Ordinal), "the job in error state leaves the queue");
    }

    // Nothing in it is younger than version 2 of the Python client but the engine link.
    private static string MakeOld(Installation site, string lines = "")
    {
        Directory.Delete(Path.Combine(site.Hpc, "state"), recursive: true);
        File.WriteAllText(
            Path.Combine(site.Hpc, "settings", "cast.yml"),
            $"""
            cast:
              cluster: sge
              dry_run: false
              admin_contact_email: hpc-admin@example.edu
              group_whitelist: false
              cast_on_tag: true
              show_script_template_values: false
              show_script_template_result: false
              show_commnd_template_result: false
              use_hold_engine: true
            {lines}
            """);

        // Grid Engine gives jobs none of the submitter's environment, and a .NET that is not in its usual place is found by it.
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        File.AppendAllText(Path.Combine(site.Hpc, "settings", "credentials.sh"), $"export DOTNET_ROOT='{runtime}'\n");
        var startCast = Path.Combine(site.Hpc, "settings", "start-cast.sh");
        File.WriteAllText(startCast, $"#!/usr/bin/env bash\nset -eu\ncd '{site.Hpc}'\nsource settings/credentials.sh\nexec '{Product.Client}' --folder '{site.Hpc}'\n");
        File.SetUnixFileMode(startCast, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return startCast;
    }

    private static List<string> Directives(Installation site, string job) =>
    [
        .. File.ReadLines(Path.Combine(site.Hpc, "logs", "generated", $"job-{job}.sh"))
            .Where(line => line.StartsWith("#$ ", StringComparison.Ordinal)).Select(line => line[3..]),
    ];

    private static string Log(Installation site, string job) => Path.Combine(site.Hpc, "logs", "queue", $"job-{job}.txt");

    private static async Task<string> Words(Installation site, string job) =>
        await site.LogAsync(job) + (File.Exists(Log(site, job)) ? await File.ReadAllTextAsync(Log(site, job)) : "");

    private static async Task<string> OverAsync(Installation site, string startCast, string job)
    {
        var state = "";
        ChildResult? sweep = null;
        await Eventually.TrueAsync(
            async () =>
            {
                sweep = await Product.RunAsync(startCast, []);
                state = await site.StateAsync(job);
                return state is "complete" or "failed" or "cancelled";
            },
            $"job {job} ends");
        return sweep!.ExitCode == 0 ? state : sweep.Error;
    }
}
