using HpcClient.Casting.Planning.Resources;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Tests.Planning.Resources;

/// <summary>Where one more would be too much, and what is said to whom.</summary>
public sealed class EdgeTests
{
    private readonly RecordedLog _log = new();

    [Fact]
    public void A_limit_may_be_asked_for_to_its_very_end()
    {
        var site = AskingJob.Site(AskingJob.Open with { MaxCpu = 16 });

        site.Request(AskingJob.Tagged("cpu=16")).CpuCount.ShouldBe(16);
        site.Request(AskingJob.Tagged("walltime=48h")).Walltime.ShouldBe(TimeSpan.FromDays(2));
        site.Request(AskingJob.Tagged("gpu=4")).GpuCount.ShouldBe(4);
    }

    [Theory]
    [InlineData("{{ job.gpu_count }}", "gpu=a100", "asks for a type of GPU, which the job script of this cluster does not hand on.")]
    [InlineData("{{ job.cpu }}", "gpu=2", "asks for a GPU, which the job script of this cluster does not hand on.")]
    [InlineData("{{ job.gpu_count }} {{ job.cpu }}", "gpu=a100:2", "asks for a type of GPU,")]
    [InlineData("{{ job.gpu_type }} {{ job.gpu_count }}", "gpu=a100:2", null)]
    [InlineData("{{ job.gpu }}", "gpu=a100:2", null)]
    [InlineData("{{ job.gpu_count }}", "gpu=2", null)]
    public void A_script_hands_on_what_it_names(string script, string tag, string? refusal)
    {
        var site = AskingJob.Site() with { Script = script };

        (site.Plan(AskingJob.Tagged(tag)).Fault is null).ShouldBe(refusal is null);
        (site.Plan(AskingJob.Tagged(tag)).Fault ?? "").ShouldContain(refusal ?? "");
    }

    [Fact]
    public void Memory_that_is_the_job_s_as_a_whole_is_not_told_for_each_CPU() =>
        AskingJob.Site(new() { MaxRamGigabytes = 64 }, "lsf").Refusal(AskingJob.Tagged("cpu=9", "ram=rusage[mem=70000]"))
            .ShouldBe("The tag 'ram=rusage[mem=70000]' asks for rusage[mem=70000] of memory. At most 64G may be asked for here. Change it and run the gear again.");

    [Theory]
    [InlineData("main --uid=0", "")]
    [InlineData("a|b", "")]
    [InlineData("", "a b;id")]
    public void What_the_admin_gives_all_jobs_is_checked_again_before_it_stands_in_a_script(string partition, string constraint)
    {
        var refusal = AskingJob.Site(new() { Partition = partition, Constraint = constraint }).Refusal(AskingJob.Tagged());

        refusal.ShouldContain(partition.Length > 0 ? $"Scheduler_partition in cast.yml is '{partition}', which cannot be a partition." : $"Scheduler_constraint in cast.yml is '{constraint}', which cannot be a constraint.");
    }

    [Fact]
    public void A_default_of_the_admin_s_that_makes_no_sense_is_told_by_its_key() =>
        (AskingJob.Site(new()) with { SchedulerRam = "lots", SchedulerCpu = "many" }).Refusal(AskingJob.Tagged())
            .ShouldStartWith("Scheduler_cpu in cast.yml asks for 'many' CPUs.");

    [Theory]
    [InlineData("slurm")]
    [InlineData("sge")]
    [InlineData("lsf")]
    public void Without_any_wish_a_job_gets_the_scheduler_s_defaults(string cluster)
    {
        var defaults = SchedulerRegistry.Defaults(cluster)!;
        var request = AskingJob.Site(new(), cluster).Request(AskingJob.Tagged() with { Tags = null });

        (request.Cpus, request.Memory).ShouldBe((defaults.DefaultCpu ?? "1", defaults.DefaultMemory ?? "4G"));
    }

    [Theory]
    [InlineData(20, "p19.")]
    [InlineData(21, "p19, ….")]
    public void A_list_of_names_is_cut_after_twenty(int count, string end) =>
        AskingJob.Site(new ResourceRules { AllowedPartitions = [.. Enumerable.Range(0, count).Select(i => $"p{i}")] })
            .Refusal(AskingJob.Tagged("partition=x")).ShouldContain($"p18, {end}");

    [Fact]
    public void Tags_that_contradict_each_other_are_all_named() =>
        AskingJob.Site().Refusal(AskingJob.Tagged("walltime=4h", "scheduler_walltime=5h"))
            .ShouldBe("More than one walltime is asked for: the tag 'walltime=4h', the tag 'scheduler_walltime=5h'. Keep one of the tags. Change it and run the gear again.");

    [Fact]
    public void Every_default_without_a_place_in_the_script_is_named_by_its_key_once()
    {
        var fault = Planner(AskingJob.Site(new() { Gpu = "a100", Walltime = "4h", Partition = "p", Account = "a", Qos = "q", Constraint = "c" }, "local")).SettingsFault;

        fault.ShouldNotBeNull().ShouldStartWith(
            "'scheduler_gpu', 'scheduler_walltime', 'scheduler_partition', 'scheduler_account', 'scheduler_qos', 'scheduler_constraint' in cast.yml cannot be given to jobs");
    }

    [Fact]
    public void A_script_without_GPUs_is_told_with_the_first_job_and_with_a_line_only_where_there_is_one()
    {
        var planner = Planner(AskingJob.Site(new()) with { Script = "./engine" });
        planner.Plan(AskingJob.Tagged("gpu"));
        _log.Warnings.Count.ShouldBe(1);
        planner.Plan(AskingJob.Tagged("gpu"));
        _log.Warnings.Count.ShouldBe(1);

        Planner(AskingJob.Site(new(), "local") with { Script = "./engine" }).Plan(AskingJob.Tagged("gpu"));

        _log.Warnings[1].ShouldEndWith("like all such jobs.");
    }

    [Fact]
    public void Each_gear_and_each_old_option_is_mentioned_and_each_job_with_a_tag_in_capitals()
    {
        var planner = Planner(AskingJob.Site());
        var one = AskingJob.Tagged("GPU") with { Config = new() { Config = new() { ["slurm-cpu"] = "2", ["slurm-ram"] = "2G" } } };
        planner.Plan(one);
        planner.Plan(one);
        planner.Plan(one with { IdField = "64b5bce63a26373568590002", GearInfo = null });

        _log.Warnings.Count(line => line.StartsWith("The gear 'tester' asks by the option", StringComparison.Ordinal)).ShouldBe(2);
        _log.Warnings.Count(line => line.StartsWith("The gear 'unknown' asks by the option", StringComparison.Ordinal)).ShouldBe(2);
        _log.Warnings.Count(line => line.Contains("the tag 'GPU' asks for nothing", StringComparison.Ordinal)).ShouldBe(2);
    }

    private ResourcePlanner Planner(CastSettings settings) => new(settings, SchedulerRegistry.Defaults(settings.Cluster)!, _log);
}
