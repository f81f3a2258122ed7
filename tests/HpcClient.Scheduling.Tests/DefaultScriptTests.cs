namespace HpcClient.Scheduling.Tests;

/// <summary>The directives of version 2.0.0rc2's default scripts, with its values.</summary>
public sealed class DefaultScriptTests
{
    private const string Id = "64b5bce63a26373568590001";

    [Fact]
    public void Slurms_script_asks_for_what_it_always_asked_for()
    {
        var script = Script("slurm", []);

        script.ShouldBe($"""
            #!/bin/bash

            #SBATCH --job-name=fw-{Id}
            #SBATCH --ntasks=1
            #SBATCH --cpus-per-task=1
            #SBATCH --mem-per-cpu=64M
            #SBATCH --output="/fw hpc/logs/queue/job-{Id}.txt"

            set -euo pipefail

            export FW_HPC_FOLDER="/fw hpc"
            source "/fw hpc/settings/credentials.sh"
            cd "/fw hpc/logs/temp"

            exec ./engine run --single-job {Id}

            """);
    }

    [Fact]
    public void Slurms_script_asks_for_gpu_priority_and_comment_where_given()
    {
        var lines = Script("slurm", new() { ["job.gpu"] = "a100:2", ["job.scheduler_priority"] = "30", ["job.nonce"] = "abc" }).Split('\n');

        lines.Where(line => line.StartsWith("#SBATCH", StringComparison.Ordinal)).ShouldBe([
            $"#SBATCH --job-name=fw-{Id}", "#SBATCH --ntasks=1", "#SBATCH --cpus-per-task=1", "#SBATCH --mem-per-cpu=64M",
            "#SBATCH --gpus-per-node=a100:2", "#SBATCH --priority=30", "#SBATCH --comment=abc", $"#SBATCH --output=\"/fw hpc/logs/queue/job-{Id}.txt\""]);
    }

    [Theory]
    [InlineData("slurm")]
    [InlineData("sge")]
    [InlineData("lsf")]
    [InlineData("local")]
    public void Every_script_tells_the_engine_which_submission_it_is_of(string name) =>
        Script(name, new() { ["job.nonce"] = "abc" }).ShouldContain("\"\nexport FW_HPC_NONCE=abc\nsource \"");

    [Fact]
    public void Slurms_script_hands_on_all_that_it_says_it_offers()
    {
        var lines = Script("slurm", new()
        {
            ["job.walltime"] = "36:00:00",
            ["job.partition"] = "long",
            ["job.account"] = "neuro",
            ["job.qos"] = "high",
            ["job.constraint"] = "avx2&ib",
        }).Split('\n');

        foreach (var directive in (string[])["--time=36:00:00", "--partition=long", "--account=neuro", "--qos=high", "--constraint=\"avx2&ib\""])
        {
            lines.ShouldContain($"#SBATCH {directive}");
        }

        SchedulerRegistry.Defaults("slurm")!.Offers.ShouldBe(Enum.GetValues<ResourceKinds>().Aggregate((all, kind) => all | kind));
    }

    [Theory]
    [InlineData("sge", "#$ -j y", "#$ -l h_vmem=64M", "#$ -pe threaded 1", "#$ -S /bin/bash")]
    [InlineData("lsf", "#BSUB -P flywheel", "#BSUB -n 1", "#BSUB -R 64M", $"#BSUB -J fw-{Id}")]
    public void Other_schedulers_scripts_keep_their_directives(string name, params string[] directives)
    {
        var lines = Script(name, []).Split('\n');

        foreach (var directive in directives)
        {
            lines.ShouldContain(directive);
        }

        lines.ShouldContain($"exec ./engine run --single-job {Id}");
    }

    [Theory]
    [InlineData("slurm")]
    [InlineData("local")]
    [InlineData("sge")]
    [InlineData("lsf")]
    public void No_script_shows_its_commands_once_secrets_are_known(string name) => Script(name, []).ShouldNotContain("set -x");

    private static string Script(string name, Dictionary<string, string?> changes)
    {
        var values = ScriptTemplate.Values("/fw hpc", Id);
        foreach (var (key, value) in changes)
        {
            values[key] = value;
        }

        return ScriptTemplate.Render(SchedulerRegistry.Defaults(name)!.ScriptTemplate, values);
    }
}
