using HpcClient.Settings.Cast;
using HpcClient.Settings.Upgrading;

namespace HpcClient.Settings.Tests.Upgrading;

public sealed class CastUpgradeTests
{
    [Theory]
    [InlineData("cast:\n  cluster: slurm\n  cast_on_tag: true\n")]
    [InlineData("cast:\r\n    cluster: slurm\r\n    cast_on_tag: true\r\n    slurm_ram: 4G")]
    [InlineData("cast:\n  cluster: sge\n  cast_on_tag: true\n  script: |+\n    #!/bin/bash\n    echo\n\n")]
    [InlineData("cast:\n  cluster: sge\n  cast_on_tag: true\n  script: |\n    #!/bin/bash\n    # not a key: but a script\n")]
    [InlineData("other: 1\ncast:\n  cluster: lsf\n  cast_gear_whitelist: [a, b]\nlast: 2\n")]
    [InlineData("cast: {cluster: slurm, cast_on_tag: true, slurm_cpu: 3}\n")]
    [InlineData("cast:\n  cluster: slurm\n  cast_on_tag: true\n  typo_key: 1\n  slurm_ram: 4G\n")]
    public void What_a_file_says_stays_and_a_second_time_changes_nothing(string text)
    {
        var (after, _, _) = CastUpgrade.Of(text, "cast.yml");

        var (before, now) = (CastSettingsReader.Parse(text, "cast.yml"), CastSettingsReader.Parse(after, "cast.yml"));
        now.Faults.Select(fault => fault.Key).ShouldBe(before.Faults.Select(fault => fault.Key));
        now.Settings?.Script.ShouldBe(before.Settings?.Script);
        now.Settings?.SchedulerRam.ShouldBe(before.Settings?.SchedulerRam);
        now.Settings?.SchedulerCpu.ShouldBe(before.Settings?.SchedulerCpu);
        now.Warnings.ShouldAllBe(warning => !warning.Problem.Contains("version 1", StringComparison.Ordinal));
        CastUpgrade.Of(after, "cast.yml").Text.ShouldBe(after);
        after.Split('\n').Length.ShouldBeGreaterThanOrEqualTo(text.Split('\n').Length);
    }

    [Fact]
    public void An_old_name_beside_the_new_one_is_left_to_a_person()
    {
        const string text = "cast:\n  cluster: slurm\n  cast_on_tag: true\n  slurm_ram: 4G\n  scheduler_ram: 5G\n";
        CastUpgrade.Of(text, "cast.yml").Text.ShouldContain("  slurm_ram: 4G\n  scheduler_ram: 5G\n");
    }

    [Fact]
    public void What_is_no_YAML_is_left_as_it_is_with_a_note()
    {
        var (after, why, notes) = CastUpgrade.Of("cast:\n\tcluster: slurm\n", "cast.yml");
        after.ShouldBe("cast:\n\tcluster: slurm\n");
        why.ShouldBeEmpty();
        notes.ShouldHaveSingleItem().ShouldContain("config check");
    }

    [Theory]
    [InlineData("export A=\"open\nexport B=1\n", false)]
    [InlineData("export A='it'\\''s closed'\n", false)]
    [InlineData("export A=1 \\", false)]
    [InlineData("export A='b'\n", true)]
    [InlineData("", true)]
    public void Variables_are_added_only_where_the_shell_is_surely_between_commands(string text, bool isAdded) =>
        CredentialsUpgrade.Of(text).Why.Count.ShouldBe(isAdded ? 1 : 0);
}
