using HpcClient.Settings.Cast;

namespace HpcClient.Settings.Tests.Cast;

public sealed class ReadingSettingsTests
{
    [Fact]
    public void Every_key_is_read()
    {
        var settings = Read("""
            cast:
              cluster: slurm
              dry_run: true
              admin_contact_email: hpc@example.org
              group_whitelist: true
              cast_on_tag: false
              cast_gear_whitelist: [mriqc, fmriprep]
              filter_tags: [site-a, site-b]
              show_script_template_values: true
              show_script_template_result: true
              show_commnd_template_result: true
              use_hold_engine: false
              scheduler_ram: 12G
              scheduler_cpu: '6'
              map_job_priority: true
              fw_priority_map: {low: 1, high: 30}
              command: [sbatch, --parsable, "{{ script_path }}"]
              command_script_stdin: false
              script: |
                #!/bin/bash
                echo {{ job.fw_id }}
              script_executable: false
            """);

        settings.Cluster.ShouldBe("slurm");
        settings.DryRun.ShouldBeTrue();
        settings.AdminContactEmail.ShouldBe("hpc@example.org");
        settings.GroupWhitelist.ShouldBeTrue();
        settings.CastOnTag.ShouldBeFalse();
        settings.CastGearWhitelist.ShouldBe(["mriqc", "fmriprep"]);
        settings.FilterTags.ShouldBe(["site-a", "site-b"]);
        settings.ShowScriptTemplateValues.ShouldBeTrue();
        settings.ShowScriptTemplateResult.ShouldBeTrue();
        settings.ShowCommandTemplateResult.ShouldBeTrue();
        settings.UseHoldEngine.ShouldBeFalse();
        settings.SchedulerRam.ShouldBe("12G");
        settings.SchedulerCpu.ShouldBe("6");
        settings.MapJobPriority.ShouldBeTrue();
        settings.FwPriorityMap["high"].ShouldBe(30);
        settings.Command.ShouldBe(["sbatch", "--parsable", "{{ script_path }}"]);
        settings.CommandScriptStdin.ShouldBe(false);
        settings.Script.ShouldBe("#!/bin/bash\necho {{ job.fw_id }}\n");
        settings.ScriptExecutable.ShouldBe(false);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var settings = Read("cast:\n  cluster: sge\n  cast_on_tag: true\n");
        settings.UseHoldEngine.ShouldBeTrue();
        settings.DryRun.ShouldBeFalse();
        settings.FilterTags.ShouldBeEmpty();
        settings.SchedulerRam.ShouldBeNull();
        settings.Command.ShouldBeNull();
        settings.Script.ShouldBeNull();
        settings.ScriptExecutable.ShouldBeNull();
    }

    [Fact]
    public void A_key_without_a_value_is_left_at_its_default()
    {
        var settings = Read("cast:\n  cluster: slurm\n  cast_on_tag: true\n  filter_tags:\n  command: null\n  scheduler_ram: ~\n");
        settings.FilterTags.ShouldBeEmpty();
        settings.Command.ShouldBeNull();
        settings.SchedulerRam.ShouldBeNull();
    }

    [Theory]
    [InlineData("scheduler_cpu: 3", "3")]
    [InlineData("scheduler_cpu: '3'", "3")]
    [InlineData("scheduler_cpu: \"3\"", "3")]
    [InlineData("scheduler_cpu: 03", "03")]
    public void A_number_may_stand_where_text_is_due(string line, string expected) =>
        Read($"cast:\n  cluster: slurm\n  cast_on_tag: true\n  {line}\n").SchedulerCpu.ShouldBe(expected);

    [Theory]
    [InlineData("yes", true)]
    [InlineData("On", true)]
    [InlineData("TRUE", true)]
    [InlineData("'true'", true)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    [InlineData("False", false)]
    public void Truth_is_written_in_all_words_of_the_old_YAML(string word, bool expected) =>
        Read($"cast:\n  cluster: slurm\n  cast_on_tag: true\n  dry_run: {word}\n").DryRun.ShouldBe(expected);

    [Fact]
    public void Names_of_version_1_are_understood_with_a_warning()
    {
        var result = CastSettingsReader.Parse("cast:\n  cluster: slurm\n  cast_on_tag: true\n  slurm_ram: 8G\n  slurm_cpu: 2\n", "cast.yml");
        result.Settings!.SchedulerRam.ShouldBe("8G");
        result.Settings.SchedulerCpu.ShouldBe("2");
        result.Warnings.Select(w => w.Key).ShouldBe(["slurm_ram", "slurm_cpu"]);
    }

    [Theory]
    [InlineData("show_commnd_template_result")]
    [InlineData("show_command_template_result")]
    public void Both_spellings_of_the_misspelt_key_are_understood(string key) =>
        Read($"cast:\n  cluster: slurm\n  cast_on_tag: true\n  {key}: true\n").ShowCommandTemplateResult.ShouldBeTrue();

    [Fact]
    public void A_script_in_single_quotes_keeps_its_lines()
    {
        var settings = Read("cast:\n  cluster: slurm\n  cast_on_tag: true\n  script: '#!/bin/bash\n\n    #SBATCH --x={{ a|replace(''G'','''') }}\n\n\n    set -e\n\n    '\n");
        settings.Script.ShouldBe("#!/bin/bash\n#SBATCH --x={{ a|replace('G','') }}\n\nset -e\n");
    }

    [Fact]
    public void Anchors_and_merges_are_followed()
    {
        var result = CastSettingsReader.Parse("base: &base\n  cluster: slurm\n  dry_run: true\ncast:\n  dry_run: false\n  <<: *base\n  cast_on_tag: true\n", "cast.yml");
        result.Faults.ShouldBeEmpty();
        result.Settings!.Cluster.ShouldBe("slurm");
        result.Settings.DryRun.ShouldBeFalse();
        result.Warnings.ShouldHaveSingleItem().Key.ShouldBe("base");
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_do_not_matter()
    {
        using var folder = new TempFolder();
        var path = folder.Write("cast.yml", "\ufeffcast:\r\n  cluster: slurm\r\n  cast_on_tag: true\r\n  script: |\r\n    a\r\n    b\r\n");
        CastSettingsReader.Read(path).Settings!.Script.ShouldBe("a\nb\n");
    }

    private static CastSettings Read(string text)
    {
        var result = CastSettingsReader.Parse(text, "cast.yml");
        result.Faults.ShouldBeEmpty();
        return result.Settings.ShouldNotBeNull();
    }
}
