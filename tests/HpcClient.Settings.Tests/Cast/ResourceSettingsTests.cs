using System.Text.RegularExpressions;
using HpcClient.Settings.Cast;

namespace HpcClient.Settings.Tests.Cast;

public sealed partial class ResourceSettingsTests
{
    private const string Start = "cast:\n  cluster: slurm\n  cast_on_tag: true\n";

    private static readonly string[] TextKeys =
        ["scheduler_gpu", "scheduler_walltime", "scheduler_partition", "scheduler_account", "scheduler_qos", "scheduler_constraint", "max_cpu", "max_ram", "max_gpu", "max_walltime"];

    private static readonly string[] ListKeys = ["allowed_gpu_types", "allowed_partitions", "allowed_accounts", "allowed_qos", "allowed_constraints"];

    [Fact]
    public void Every_key_about_resources_is_read_and_shown_again()
    {
        const string Lines = """
              scheduler_gpu: a100:2
              scheduler_walltime: 4:00:00
              scheduler_partition: main
              scheduler_account: neuro
              scheduler_qos: normal
              scheduler_constraint: avx2&ib
              max_cpu: 16
              max_ram: 64G
              max_gpu: 4
              max_walltime: 2d
              allowed_gpu_types: [a100, h100]
              allowed_partitions: long
              allowed_accounts: [neuro, psych.lab]
              allowed_qos: [high]
              allowed_constraints: ["avx2&ib", "[rack1|rack2]"]

            """;

        var rules = Read(Lines).Resources;

        (rules.Gpu, rules.Walltime, rules.Partition, rules.Account, rules.Qos, rules.Constraint).ShouldBe(("a100:2", "4:00:00", "main", "neuro", "normal", "avx2&ib"));
        (rules.MaxCpu, rules.MaxRamGigabytes, rules.MaxGpu, rules.MaxWalltime).ShouldBe((16, 64, 4, TimeSpan.FromDays(2)));
        rules.AllowedGpuTypes.ShouldBe(["a100", "h100"]);
        rules.AllowedPartitions.ShouldBe(["long"]);
        rules.AllowedAccounts.ShouldBe(["neuro", "psych.lab"]);
        rules.AllowedQos.ShouldBe(["high"]);
        rules.AllowedConstraints.ShouldBe(["avx2&ib", "[rack1|rack2]"]);

        var shown = ShowConfig.Text(Read(Lines));
        ShowConfig.Text(CastSettingsReader.Parse(shown, "shown").Settings.ShouldNotBeNull()).ShouldBe(shown);
        shown.ShouldContain("max_walltime: \"48:00:00\"");
    }

    [Fact]
    public void Without_a_word_jobs_may_ask_for_one_gpu_and_nothing_else_new()
    {
        var rules = Read("").Resources;

        (rules.MaxGpu, rules.MaxWalltime, rules.MaxCpu, rules.MaxRamGigabytes).ShouldBe((null, null, null, null));
        rules.AllowedGpuTypes.Concat(rules.AllowedPartitions).Concat(rules.AllowedAccounts).Concat(rules.AllowedQos).Concat(rules.AllowedConstraints).ShouldBeEmpty();
        ResourceRules.DefaultMaxGpu.ShouldBe(1);
    }

    [Theory]
    [InlineData("4:00:00")]
    [InlineData("'4:00:00'")]
    [InlineData("14:30:00")]
    public void An_unquoted_walltime_is_text_and_not_a_number_to_the_base_of_sixty(string value) =>
        Read($"  max_walltime: {value}\n").Resources.MaxWalltime.ShouldBe(TimeSpan.Parse(value.Trim('\''), System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("scheduler_walltime: 240", 4, 23, "Write hours, minutes and seconds such as 4:00:00")]
    [InlineData("scheduler_walltime: 4:00", 4, 23, "'4:00' cannot be read")]
    [InlineData("max_walltime: forever", 4, 17, "'forever' cannot be read")]
    [InlineData("scheduler_gpu: a100:many", 4, 18, "a type such as a100")]
    [InlineData("scheduler_partition: \"main\\n#SBATCH --uid=0\"", 4, 24, "more than one line")]
    [InlineData("scheduler_partition: 'ma\"in'", 4, 24, "letters, digits")]
    [InlineData("scheduler_account: -x", 4, 22, "not beginning with -")]
    [InlineData("scheduler_constraint: $(id)", 4, 25, "letters, digits")]
    [InlineData("max_cpu: 0", 4, 12, "a whole number from 1")]
    [InlineData("max_cpu: many", 4, 12, "a whole number from 1")]
    [InlineData("max_ram: 64000M", 4, 12, "whole gigabytes")]
    [InlineData("max_gpu: -1", 4, 12, "a whole number from 0")]
    [InlineData("allowed_partitions: [main, 'a b']", 4, 30, "'a b' cannot be one of these")]
    [InlineData("allowed_constraints: [avx2, '`id`']", 4, 31, "'`id`' cannot be one of these")]
    [InlineData("allowed_qos: {high: 1}", 4, 16, "must be a list")]
    [InlineData("scheduler_cpu: 4-8", 4, 3, "a whole number of CPUs")]
    [InlineData("scheduler_ram: 4000M", 4, 3, "whole gigabytes")]
    [InlineData("allowed_partition: [main]", 4, 3, "Did you mean 'allowed_partitions'?")]
    public void A_value_that_cannot_stand_in_a_script_is_a_fault_at_its_place(string line, int at, int column, string says)
    {
        var fault = CastSettingsReader.Parse($"{Start}  {line}\n", "cast.yml").Faults.ShouldHaveSingleItem();

        (fault.Line, fault.Column).ShouldBe((at, column));
        fault.ToString().ShouldContain(says);
    }

    [Theory]
    [InlineData("scheduler_cpu: 8", "max_cpu: 4", "scheduler_cpu")]
    [InlineData("scheduler_ram: 8G", "max_ram: 4G", "scheduler_ram")]
    [InlineData("scheduler_walltime: 3d", "max_walltime: 2d", "scheduler_walltime")]
    [InlineData("scheduler_gpu: 2", "max_gpu: 1", "scheduler_gpu")]
    public void A_default_over_its_own_limit_is_a_contradiction(string first, string limit, string key)
    {
        var fault = CastSettingsReader.Parse($"{Start}  {first}\n  {limit}\n", "cast.yml").Faults.ShouldHaveSingleItem();

        (fault.Key, fault.Line).ShouldBe((key, 4));
        fault.Problem.ShouldContain($"{limit.Split(':')[0]} in line 5");
    }

    [Fact]
    public void A_script_that_hands_nothing_on_is_a_warning_at_the_keys_that_have_no_effect()
    {
        var result = CastSettingsReader.Parse(
            $"{Start}  script: \"#SBATCH --time={{{{ job['walltime'] }}}}\"\n  command: [sbatch, '--account={{{{ job.account }}}}']\n  max_walltime: 2d\n  allowed_accounts: [a]\n  allowed_partitions: [main]\n  scheduler_qos: high\n", "cast.yml");

        result.Faults.ShouldBeEmpty();
        result.Warnings.Select(w => (w.Key, w.Line)).ShouldBe([("allowed_partitions", 8), ("scheduler_qos", 9)]);
        result.Warnings[0].ToString().ShouldContain("{{ job.partition }}");
    }

    [Fact]
    public void A_script_of_the_Python_client_without_new_keys_gives_no_warning() =>
        CastSettingsReader.Parse($"{Start}  script: 'echo {{{{ job.fw_id }}}}'\n", "cast.yml").Warnings.ShouldBeEmpty();

    [Fact]
    public void Nothing_hostile_in_the_settings_becomes_more_than_a_word()
    {
        foreach (var value in HostileValues.All.Where(v => !v.Any(char.IsSurrogate)))
        {
            var quoted = $"\"{string.Concat(value.Select(c => $"\\u{(int)c:x4}"))}\"";
            foreach (var line in TextKeys.Select(k => $"{k}: {quoted}").Concat(ListKeys.Select(k => $"{k}: [fine, {quoted}]")))
            {
                if (CastSettingsReader.Parse($"{Start}  {line}\n", "cast.yml").Settings is { } settings)
                {
                    Plain().IsMatch(value.Trim()).ShouldBeTrue(line);
                    settings.Resources.MaxCpu.GetValueOrDefault().ShouldBeLessThanOrEqualTo(1_000_000);
                }
            }
        }
    }

    private static CastSettings Read(string lines)
    {
        var result = CastSettingsReader.Parse(Start + lines, "cast.yml");
        result.Faults.ShouldBeEmpty();
        result.Warnings.ShouldBeEmpty();
        return result.Settings.ShouldNotBeNull();
    }

    // What stands between double quotes in a script and stays one word, and is no option.
    [GeneratedRegex(@"\A[A-Za-z0-9_.=&|!*\[\](),:][A-Za-z0-9_.=&|!*\[\](),:-]*\z")]
    private static partial Regex Plain();
}
