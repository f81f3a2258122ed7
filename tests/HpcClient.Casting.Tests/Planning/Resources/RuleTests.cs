using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Tests.Planning.Resources;

/// <summary>What a job may ask for.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("walltime=4h", "a walltime, and jobs may not choose one here")]
    [InlineData("partition=main", "a partition, and jobs may not choose one here")]
    [InlineData("account=neuro", "a account, and jobs may not choose one here")]
    [InlineData("qos=high", "a QOS, and jobs may not choose one here")]
    [InlineData("constraint=avx2", "a constraint, and jobs may not choose one here")]
    [InlineData("gpu=2", "2 GPUs. At most 1 may be asked for here")]
    [InlineData("gpu=a100", "the type 'a100', and jobs may not choose a type here")]
    public void What_no_admin_allowed_is_refused(string tag, string says)
    {
        var refusal = AskingJob.Site(new()).Refusal(AskingJob.Tagged(tag));

        refusal.ShouldStartWith($"The tag '{tag}' asks for ");
        refusal.ShouldContain(says.Replace("a account", "an account", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("walltime=3d", "a walltime of 72:00:00. At most 48:00:00")]
    [InlineData("walltime=4:00", "It must be hours, minutes and seconds such as 4:00:00")]
    [InlineData("walltime=240", "a number with its unit such as 30m")]
    [InlineData("partition=secret", "the partition 'secret'. It must be one of: main, long.")]
    [InlineData("partition=Main", "the partition 'Main'. It must be one of: main, long.")]
    [InlineData("partition=", "the partition ''. It must be one of")]
    [InlineData("account=other", "the account 'other'")]
    [InlineData("constraint=avx2&ib&x", "It must be one of: avx2, avx2&ib.")]
    [InlineData("gpu=5", "5 GPUs. At most 4")]
    [InlineData("gpu=a100:5", "5 GPUs. At most 4")]
    [InlineData("gpu=v100:2", "the type 'v100'. It must be one of: a100, h100.")]
    [InlineData("gpu=a100:x", "It must be a number such as 2, a type such as a100, or both")]
    public void What_is_malformed_or_over_the_rules_is_refused_with_what_would_be_right(string tag, string says) =>
        AskingJob.Site().Refusal(AskingJob.Tagged(tag)).ShouldContain(says);

    [Theory]
    [InlineData("slurm", "cpu=17", "17 CPUs. At most 16")]
    [InlineData("sge", "cpu=8-17", "8-17 CPUs. At most 16")]
    [InlineData("slurm", "ram=65G", "At most 64G")]
    [InlineData("lsf", "ram=rusage[mem=70000]", "At most 64G")]
    public void Cpus_and_memory_have_limits_where_the_admin_sets_them(string cluster, string tag, string says)
    {
        AskingJob.Site(new() { MaxCpu = 16, MaxRamGigabytes = 64 }, cluster).Refusal(AskingJob.Tagged(tag)).ShouldContain(says);
        AskingJob.Site(new(), cluster).Request(AskingJob.Tagged(tag));
    }

    [Fact]
    public void Memory_is_held_against_its_limit_as_a_whole()
    {
        var site = AskingJob.Site(new() { MaxRamGigabytes = 64 });

        site.Request(AskingJob.Tagged("cpu=8", "ram=8G")).MemoryBytes.ShouldBe(64L << 30);
        site.Refusal(AskingJob.Tagged("cpu=9", "ram=8G")).ShouldContain("The tag 'ram=8G' asks for 8G of memory for each of 9 CPUs (the tag 'cpu=9'), 72G as a whole. At most 64G may be asked for here.");
        site.Refusal(AskingJob.Tagged("cpu=17")).ShouldContain("The scheduler's default asks for 4G of memory for each of 17 CPUs");
        AskingJob.Site(new() { MaxRamGigabytes = 64 }, "lsf").Request(AskingJob.Tagged("cpu=9", "ram=60G"));
    }

    [Fact]
    public void The_upper_end_of_a_range_counts_for_memory_too() =>
        AskingJob.Site(new() { MaxRamGigabytes = 16 }, "sge").Refusal(AskingJob.Tagged("cpu=2-8", "ram=4G")).ShouldContain("32G as a whole");

    [Fact]
    public void The_admins_own_defaults_need_no_leave()
    {
        var site = AskingJob.Site(new() { Gpu = "h100:8", Walltime = "30d", Partition = "hidden", Account = "root-lab", Qos = "top", Constraint = "a|b", MaxRamGigabytes = 1, MaxCpu = 1 })
            with
        { SchedulerCpu = "8", SchedulerRam = "16G" };

        var request = site.Request(AskingJob.Tagged());

        (request.Gpu, request.Walltime, request.Partition, request.Account, request.Qos, request.Constraint, request.Cpus, request.Memory)
            .ShouldBe(("h100:8", TimeSpan.FromDays(30), "hidden", "root-lab", "top", "a|b", "8", "16G"));
        (request.GpuCount, request.GpuType).ShouldBe((8, "h100"));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_with_whom_to_ask()
    {
        var refusal = (AskingJob.Site() with { AdminContactEmail = "hpc@example.org" })
            .Refusal(AskingJob.Tagged("cpu=many", "ram=lots", "gpu=9", "walltime=1y", "partition=x", "account=x", "qos=x", "constraint=x"));

        foreach (var tag in (string[])["cpu=many", "ram=lots", "gpu=9", "walltime=1y", "partition=x", "account=x", "qos=x", "constraint=x"])
        {
            refusal.ShouldContain($"The tag '{tag}' asks for");
        }

        refusal.ShouldEndWith(" Change it and run the gear again; if you need it, ask hpc@example.org.");
        refusal.ShouldNotContain("\n");
    }

    [Fact]
    public void A_long_list_of_names_is_cut() =>
        AskingJob.Site(new ResourceRules { AllowedPartitions = [.. Enumerable.Range(0, 100).Select(i => $"p{i}")] })
            .Refusal(AskingJob.Tagged("partition=x")).ShouldContain("p19, ….");

    [Theory]
    [InlineData("local")]
    [InlineData("base")]
    public void What_a_cluster_does_not_offer_is_refused(string cluster)
    {
        foreach (var tag in (string[])["walltime=4h", "partition=main", "account=neuro", "qos=high", "constraint=avx2", "gpu=2"])
        {
            AskingJob.Site(cluster: cluster).Refusal(AskingJob.Tagged(tag)).ShouldContain($"which the cluster '{cluster}' does not offer.");
        }
    }

    [Fact]
    public void What_a_custom_script_does_not_hand_on_is_refused()
    {
        var site = AskingJob.Site() with { Script = "#SBATCH --time={{ job.walltime }}" };

        site.Request(AskingJob.Tagged("walltime=4h")).Walltime.ShouldBe(TimeSpan.FromHours(4));
        site.Refusal(AskingJob.Tagged("partition=main")).ShouldContain("which the job script of this cluster does not hand on.");
        (site with { Command = ["sbatch", "--partition={{ job.partition }}"] }).Request(AskingJob.Tagged("partition=main")).Partition.ShouldBe("main");
        (AskingJob.Site(cluster: "local") with { Script = "{{ job['partition'] }}" }).Request(AskingJob.Tagged("partition=main")).Partition.ShouldBe("main");
    }

    [Fact]
    public void Defaults_that_the_default_script_has_no_place_for_are_a_fault_of_the_settings()
    {
        Fault(AskingJob.Site(new() { Walltime = "4h", Partition = "main" }, "local")).ShouldNotBeNull().ShouldContain("'scheduler_walltime', 'scheduler_partition' in cast.yml");
        Fault(AskingJob.Site(new() { Walltime = "4h", Gpu = "a100" })).ShouldBeNull();
        Fault(AskingJob.Site(new() { Walltime = "4h" }, "local") with { Script = "echo" }).ShouldBeNull("that is a warning when the settings are read");
    }

    private static string? Fault(CastSettings settings) =>
        new HpcClient.Casting.Planning.Resources.ResourcePlanner(settings, HpcClient.Scheduling.SchedulerRegistry.Defaults(settings.Cluster)!).SettingsFault;
}
