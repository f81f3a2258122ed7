using HpcClient.Settings.Cast;

namespace HpcClient.Settings.Tests.Cast;

public sealed class SettingsFaultTests
{
    private const string Start = "cast:\n  cluster: slurm\n  cast_on_tag: true\n";

    [Theory]
    [InlineData("  dri_run: true\n", 4, 3, "dri_run", "Did you mean 'dry_run'?")]
    [InlineData("  show-script-template-values: true\n", 4, 3, "show-script-template-values", "Did you mean 'show_script_template_values'?")]
    [InlineData("  zebra: 1\n", 4, 3, "zebra", "Remove it")]
    [InlineData("  dry_run: perhaps\n", 4, 12, "dry_run", "true or false, not 'perhaps'")]
    [InlineData("  dry_run: [true]\n", 4, 12, "dry_run", "not a list")]
    [InlineData("  scheduler_ram: {a: 1}\n", 4, 18, "scheduler_ram", "not a group of keys")]
    [InlineData("  scheduler_ram: ''\n", 4, 18, "scheduler_ram", "empty")]
    [InlineData("  command: sbatch\n", 4, 12, "command", "must be a list, not 'sbatch'")]
    [InlineData("  command: []\n", 4, 3, "command", "The list is empty.")]
    [InlineData("  command: [sbatch, [a]]\n", 4, 21, "command", "not a list")]
    [InlineData("  fw_priority_map: {low: one}\n", 4, 26, "fw_priority_map.low", "whole number, not 'one'")]
    [InlineData("  fw_priority_map: {low: 1, low: 2}\n", 4, 29, "fw_priority_map.low", "This name is there twice. Remove one of the two.")]
    [InlineData("  fw_priority_map: [1]\n", 4, 20, "fw_priority_map", "group of names")]
    [InlineData("  dry_run: true\n  dry_run: false\n", 5, 3, "dry_run", "twice, first in line 4")]
    [InlineData("  slurm_ram: 1G\n  scheduler_ram: 2G\n", 5, 3, "scheduler_ram", "same as 'slurm_ram' in line 4")]
    [InlineData("  cast_gear_whitelist: [mriqc]\n", 4, 3, "cast_gear_whitelist", "exclude each other")]
    [InlineData("  priority_as: highest\n", 4, 16, "priority_as", "auto, priority or nice, not 'highest'")]
    [InlineData("  priority_as: [nice]\n", 4, 16, "priority_as", "not a list")]
    [InlineData("  whitelist_group: HPC Users\n", 4, 20, "whitelist_group", "'HPC Users' is no group id")]
    [InlineData("  whitelist_group: a/../b\n", 4, 20, "whitelist_group", "no group id")]
    public void A_fault_names_its_place_its_key_and_the_remedy(string lines, int line, int column, string key, string says)
    {
        var fault = CastSettingsReader.Parse(Start + lines, "/x/cast.yml").Faults.ShouldHaveSingleItem();
        (fault.Line, fault.Column, fault.Key).ShouldBe((line, column, key));
        fault.ToString().ShouldContain(says);
        fault.ToString().ShouldStartWith($"/x/cast.yml:{line}:{column}: {key}: ");
        fault.Remedy.ShouldEndWith(fault.Remedy[^1] == '?' ? "?" : ".");
    }

    [Fact]
    public void Claiming_jobs_and_a_hold_engine_exclude_each_other_also_by_its_default()
    {
        const string text = "cast:\n  cluster: slurm\n  cast_on_tag: true\n  claim_jobs: true\n";

        CastSettingsReader.Parse(text, "cast.yml").Faults.ShouldHaveSingleItem().Key.ShouldBe("claim_jobs");
        var result = CastSettingsReader.Parse(text + "  use_hold_engine: false\n", "cast.yml");

        result.Faults.ShouldBeEmpty();
        result.Settings!.ClaimJobs.ShouldBeTrue();
    }

    [Fact]
    public void All_faults_are_found_at_once_in_the_order_of_the_file()
    {
        var result = CastSettingsReader.Parse("cast:\n  clutser: slurm\n  dry_run: maybe\n  use_hold_engine: 7\n", "cast.yml");
        result.Settings.ShouldBeNull();
        result.Faults.Select(f => f.Key).ShouldBe(["clutser", "cluster", "cast_on_tag", "dry_run", "use_hold_engine"], ignoreOrder: true);
        result.Faults.Select(f => f.Line).ShouldBeInOrder();
    }

    [Theory]
    [InlineData("slrum", "Did you mean 'slurm'?")]
    [InlineData("kubernetes", "Known are: slurm, sge, lsf, local, base.")]
    public void An_unknown_cluster_is_refused(string name, string says) =>
        CastSettingsReader.Parse($"cast:\n  cluster: {name}\n  cast_on_tag: true\n", "cast.yml")
            .Faults.ShouldHaveSingleItem().ToString().ShouldContain(says);

    [Theory]
    [InlineData("cast_on_tag: false")]
    [InlineData("cast_gear_whitelist: []")]
    public void Neither_way_to_take_jobs_is_a_fault(string line) =>
        CastSettingsReader.Parse($"cast:\n  cluster: slurm\n  {line}\n", "cast.yml")
            .Faults.ShouldHaveSingleItem().Problem.ShouldContain("Neither");

    [Theory]
    [InlineData("cast:\n  cluster: \"slurm\n", 2, "not YAML")]
    [InlineData("cast:\n  cluster: slurm\n   dry_run: true\n", 3, "not YAML")]
    [InlineData("cast:\n  cluster: slurm\n\tdry_run: true\n", 3, "tab")]
    [InlineData("cast:\n\tcluster: slurm\n", 2, "tab")]
    [InlineData("cast: {cluster: slurm\n", 2, "not YAML")]
    [InlineData("cast: *gone\n", 1, "&gone")]
    [InlineData("cast:\n  cluster: slurm\n---\ncast:\n", 3, "second document")]
    [InlineData("cast:\n  cluster: {{ x }}\n", 2, "")]
    public void What_is_not_YAML_is_refused_with_its_place(string text, int line, string says)
    {
        var fault = CastSettingsReader.Parse(text, "cast.yml").Faults.ShouldHaveSingleItem();
        fault.ToString().ShouldContain(says);
        fault.Line.ShouldBe(line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("cast:\n")]
    [InlineData("- cast\n")]
    [InlineData("cluster: slurm\ncast_on_tag: true\n")]
    [InlineData("cast: slurm\n")]
    [InlineData("cast: {}\ncast: {}\n")]
    public void A_file_without_the_settings_below_cast_is_refused(string text)
    {
        var result = CastSettingsReader.Parse(text, "cast.yml");
        result.Settings.ShouldBeNull();
        result.Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public void Deep_nesting_and_repeated_anchors_do_no_harm()
    {
        CastSettingsReader.Parse("cast: " + new string('[', 5000), "cast.yml").Faults.ShouldNotBeEmpty();
        var bomb = "a: &a [x,x]\n" + string.Concat(Enumerable.Range(0, 25).Select(i => $"{(char)('b' + i)}: &{(char)('b' + i)} [*{(char)('a' + i)},*{(char)('a' + i)}]\n"));
        CastSettingsReader.Parse(bomb, "cast.yml").Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_missing_file_names_setup() =>
        CastSettingsReader.Read("/nowhere/at/all/cast.yml").Faults.ShouldHaveSingleItem().Remedy.ShouldContain("fw-hpc-client setup");

    [Fact]
    public void A_folder_in_place_of_the_file_is_refused()
    {
        using var folder = new TempFolder();
        CastSettingsReader.Read(folder.Path).Faults.ShouldHaveSingleItem().Problem.ShouldContain("folder");
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_refused()
    {
        using var folder = new TempFolder();
        var path = folder.Write("cast.yml", "");
        File.WriteAllBytes(path, [0x63, 0xe9, 0x3a, 0x0a]);
        CastSettingsReader.Read(path).Faults.ShouldHaveSingleItem().Problem.ShouldContain("UTF-8");
    }
}
