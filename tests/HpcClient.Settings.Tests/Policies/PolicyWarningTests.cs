using HpcClient.Settings.Cast;

namespace HpcClient.Settings.Tests.Policies;

public sealed class PolicyWarningTests
{
    private const string Growing = "  on_end:\n    out_of_memory: {do: more_memory, max: 64G}\n    time_limit: {do: more_time, max: 2d}\n";

    [Fact]
    public void A_script_that_hands_on_neither_memory_nor_walltime_is_named_at_both_policies()
    {
        var warnings = Warnings("slurm", Growing + "  script: 'echo {{ job.fw_id }}'\n");

        warnings.Select(w => (w.Key, w.Line, w.Column)).ShouldBe([("on_end.out_of_memory", 5, 5), ("on_end.time_limit", 6, 5)]);
        warnings[0].ToString().ShouldContain("'script' never uses job.ram, so a job that is submitted again gets as much memory as before.");
        warnings[1].ToString().ShouldContain("{{ job.walltime }}");
    }

    [Theory]
    [InlineData("  script: '{{ job.ram }} {{ job[\"walltime\"] }}'\n")]
    [InlineData("  script: 'echo'\n  command: [sbatch, '--mem={{ job.ram }}', '--time={{ job.walltime }}']\n")]
    [InlineData("")]
    public void A_script_that_hands_them_on_gives_no_warning(string lines) => Warnings("slurm", Growing + lines).ShouldBeEmpty();

    [Fact]
    public void A_script_does_not_matter_to_a_job_that_is_submitted_as_it_was() =>
        Warnings("slurm", "  on_end: {out_of_memory: resubmit, time_limit: report}\n  script: 'echo'\n").ShouldBeEmpty();

    [Fact]
    public void A_maximum_above_the_limit_of_all_jobs_is_named_with_the_limits_line()
    {
        var warnings = Warnings("slurm", Growing + "  max_ram: 63G\n  max_walltime: 47h\n");

        warnings.Select(w => (w.Key, w.Line, w.Column)).ShouldBe([("on_end.out_of_memory.max", 5, 38), ("on_end.time_limit.max", 6, 33)]);
        warnings[0].Problem.ShouldBe("max_ram in line 7 is lower, and the lower one counts.");
        warnings[1].Problem.ShouldBe("max_walltime in line 8 is lower, and the lower one counts.");
    }

    [Fact]
    public void A_maximum_within_the_limit_gives_no_warning() =>
        Warnings("slurm", Growing + "  max_ram: 64G\n  max_walltime: 48h\n").ShouldBeEmpty();

    [Theory]
    [InlineData("lost: resubmit")]
    [InlineData("lost: {do: resubmit, times: 3}")]
    public void Submitting_a_lost_job_again_is_a_risk_in_words(string line)
    {
        var warning = Warnings("slurm", $"  on_end:\n    {line}\n").ShouldHaveSingleItem();

        (warning.Key, warning.Line, warning.Column).ShouldBe(("on_end.lost", 5, 5));
        warning.Problem.ShouldContain("may still run somewhere");
        warning.Problem.ShouldContain("keeps a twin from working");
    }

    [Fact]
    public void A_cluster_that_runs_nothing_has_no_ends()
    {
        var warning = Warnings("base", Growing + "  script: 'echo'\n  max_ram: 1G\n").ShouldHaveSingleItem();

        (warning.Key, warning.Line).ShouldBe(("on_end", 4));
        warning.Problem.ShouldContain("no effect");
        Warnings("base", "  on_end: {}\n").ShouldBeEmpty();
    }

    [Fact]
    public void A_dry_run_gives_no_warning() => Warnings("slurm", "  dry_run: true\n" + Growing).ShouldBeEmpty();

    private static IReadOnlyList<SettingsFault> Warnings(string cluster, string lines)
    {
        var result = CastSettingsReader.Parse($"cast:\n  cluster: {cluster}\n  cast_on_tag: true\n{lines}", "cast.yml");
        result.Faults.ShouldBeEmpty();
        return result.Warnings;
    }
}
