using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Sweeps;

/// <summary>Jobs of a Python client's folder on a real Slurm.</summary>
[Trait("Needs", "Slurm")]
public sealed class OldSlurmFolderTests
{
    private const string CountLines = "#!/bin/bash\nset -e\nwc -l < input/notes/notes.txt > output/lines.txt\n";

    // As sites wrote it for the Python client: with a GPU line, a priority and an inner srun.
    private const string SiteScript = """
          scheduler_ram: 200M
          map_job_priority: true
          fw_priority_map: {low: 10, high: 5000}
          script: |
            #!/bin/bash
            #SBATCH --job-name=fw-{{job.fw_id}}
            #SBATCH --ntasks=1
            #SBATCH --cpus-per-task={{job.cpu}}
            #SBATCH --mem-per-cpu={{job.ram}}
            {% if job.gpu %}#SBATCH --gpus-per-node={{job.gpu}}{% endif %}
            {% if job.priority %}#SBATCH --priority={{job.priority}}{% endif %}
            #SBATCH --output {{script_log_path}}

            set -euo pipefail

            source "{{cast_path}}/settings/credentials.sh"
            cd "{{engine_run_path}}"

            set -x
            srun ./engine run --single-job {{job.fw_id}}

        """;

    [Fact]
    public async Task Jobs_of_an_old_folder_run_by_the_default_script_and_what_was_cast_before_is_not_cast_again()
    {
        await Parts.NeedSlurmAsync();
        await using var site = await Installation.StartAsync();
        var old = OldFolder.Of(site, "slurm", "  scheduler_ram: 1G\n");
        await site.GearAsync("count-lines", CountLines);
        var before = await site.LaunchAsync("count-lines");
        await File.WriteAllTextAsync(Path.Combine(site.Hpc, "logs", "generated", $"job-{before}.sh"), "#!/bin/bash\n# cast by the Python client\n");
        var job = await site.LaunchAsync("count-lines");

        var sweep = await old.StartCastAsync();

        sweep.Out.ShouldContain("Launched 1, rejected 0, skipped 1", customMessage: sweep.Error);
        (await old.SweepUntilOverAsync(job)).ShouldBe("complete", await site.LogAsync(job));
        (await File.ReadAllTextAsync(Path.Combine(site.Hpc, "logs", "generated", $"job-{before}.sh"))).ShouldContain("cast by the Python client");
        Canary.Absent(site.Path, site.Secret);
    }

    [Fact]
    public async Task Jobs_run_by_a_script_that_a_site_wrote_for_the_Python_client()
    {
        await Parts.NeedSlurmAsync();
        await using var site = await Installation.StartAsync();
        var old = OldFolder.Of(site, "slurm", SiteScript.Replace("200M", "1G", StringComparison.Ordinal));
        await site.GearAsync("count-lines", CountLines);
        var plain = await site.LaunchAsync("count-lines");
        var sized = await site.LaunchAsync("count-lines", "cpu=2", "ram=1G", "gpu");

        var sweep = await old.StartCastAsync();

        sweep.Out.ShouldContain("Launched 2, rejected 0, skipped 0", customMessage: sweep.Error);
        foreach (var job in (string[])[plain, sized])
        {
            (await old.SweepUntilOverAsync(job)).ShouldBe("complete", await site.LogAsync(job));
            (await File.ReadAllTextAsync(Path.Combine(site.Hpc, "logs", "queue", $"job-{job}.txt"))).ShouldContain("+ srun ./engine run");
        }
    }

    [Fact]
    public async Task A_setting_that_never_worked_is_told_with_its_line_before_any_job_is_taken()
    {
        await using var site = await Installation.StartAsync();
        var old = OldFolder.Of(site, "slurm", SiteScript);

        var sweep = await old.StartCastAsync();

        sweep.ExitCode.ShouldBe(3);
        sweep.Error.ShouldContain("cast.yml:11:");
        sweep.Error.ShouldContain("'200M'");
    }
}
