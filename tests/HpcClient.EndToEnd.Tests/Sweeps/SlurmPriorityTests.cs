using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Sweeps;

/// <summary>The site's priority at a real Slurm, which drops the --priority of ordinary users without a word.</summary>
[Trait("Needs", "Slurm")]
public sealed class SlurmPriorityTests
{
    private const string Nobody = "65534";

    // In the queue to be looked at, never to run.
    private const string Lines =
        "  cluster: slurm\n  map_job_priority: true\n  fw_priority_map: {low: 5, critical: 1000}\n  command: [sbatch, --begin=now+1hour, \"{{ script_path }}\"]\n";

    [Fact]
    public async Task Root_sets_the_priority() => (await QueuedAsync(asNobody: false)).ShouldBe("priority 5, nice 0");

    [Fact]
    public async Task An_ordinary_user_steps_back_by_nice_and_Slurm_applies_it() => (await QueuedAsync(asNobody: true)).ShouldEndWith("nice 995");

    private static async Task<string> QueuedAsync(bool asNobody)
    {
        await Parts.NeedSlurmAsync();
        Parts.NeedRoot("root sets priorities, and only root can be somebody else as well");
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", "#!/bin/bash\ntrue\n");
        var job = await site.LaunchAsync("count-lines");
        site.Cast(Lines);
        if (asNobody)
        {
            File.SetUnixFileMode(site.Path, File.GetUnixFileMode(site.Path) | UnixFileMode.OtherExecute);
            (await Product.RunAsync("chown", ["-R", $"{Nobody}:{Nobody}", site.Hpc])).ExitCode.ShouldBe(0);
        }

        string[] sweep = [Product.Client, "run", "--folder", site.Hpc];
        var swept = asNobody
            ? await Product.RunAsync("setpriv", ["--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--", .. sweep], new Dictionary<string, string?> { ["HOME"] = site.Hpc })
            : await Product.RunAsync(sweep[0], sweep[1..]);
        swept.Out.ShouldContain("Launched 1", customMessage: swept.Error);
        try
        {
            var queued = await Product.RunAsync("squeue", ["--noheader", "--name", $"fw-{job}", "--Format", "prioritylong:20,nice:20"]);
            return queued.Out.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var priority, var nice, ..] ? $"priority {priority}, nice {nice.Trim()}" : queued.Out + queued.Error;
        }
        finally
        {
            await Product.RunAsync("scancel", ["--name", $"fw-{job}"]);
        }
    }
}
