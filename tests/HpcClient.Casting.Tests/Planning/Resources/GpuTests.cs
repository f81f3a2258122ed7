using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Tests.Planning.Resources;

/// <summary>GPUs: the old tag as it was, and more where it is allowed.</summary>
public sealed class GpuTests
{
    [Theory]
    [InlineData("gpu", "1", 1, null)]
    [InlineData("gpu=1", "1", 1, null)]
    [InlineData("gpu=2", "2", 2, null)]
    [InlineData("GPU=2", "2", 2, null)]
    [InlineData("gpu=a100", "a100:1", 1, "a100")]
    [InlineData("gpu=a100:2", "a100:2", 2, "a100")]
    [InlineData("gpu=0", null, null, null)]
    public void Tags_ask_for_a_number_or_a_type(string tag, string? gpu, int? count, string? type)
    {
        var request = AskingJob.Site().Request(AskingJob.Tagged(tag));

        (request.Gpu, request.GpuCount, request.GpuType).ShouldBe((gpu, count, type));
    }

    [Fact]
    public void The_old_tag_needs_no_leave_and_can_be_taken_away()
    {
        AskingJob.Site(new()).Request(AskingJob.Tagged("gpu")).Gpu.ShouldBe("1");
        AskingJob.Site(new()).Request(AskingJob.Tagged("gpu=1")).Gpu.ShouldBe("1");
        AskingJob.Site(new() { MaxGpu = 0 }).Refusal(AskingJob.Tagged("gpu")).ShouldContain("jobs may not ask for any here");
    }

    [Fact]
    public void The_old_tag_beside_a_number_says_nothing_more() =>
        AskingJob.Site().Request(AskingJob.Tagged("gpu", "gpu=a100:2")).Gpu.ShouldBe("a100:2");

    [Fact]
    public void A_job_can_do_without_the_default_gpu() =>
        AskingJob.Site(new() { Gpu = "1" }).Request(AskingJob.Tagged("gpu=0")).Gpu.ShouldBeNull();

    [Fact]
    public void In_capitals_the_old_tag_asks_for_nothing_as_ever_and_an_admin_hears_of_it()
    {
        var log = new RecordedLog();

        AskingJob.Site().Plan(AskingJob.Tagged("GPU", "gpus"), log).Request!.Gpu.ShouldBeNull();

        log.Warnings.ShouldHaveSingleItem().ShouldContain("the tag 'GPU' asks for nothing");
    }

    [Fact]
    public void With_a_script_that_never_asks_for_gpus_the_old_tag_runs_and_an_admin_hears_of_it_once()
    {
        var log = new RecordedLog();
        var site = AskingJob.Site(new()) with { Script = "#!/bin/bash\n./engine" };
        var planner = new HpcClient.Casting.Planning.Resources.ResourcePlanner(site, HpcClient.Scheduling.SchedulerRegistry.Defaults("slurm")!, log);

        planner.Plan(AskingJob.Tagged("gpu")).Request!.Gpu.ShouldBe("1");
        planner.Plan(AskingJob.Tagged("gpu")).Request!.Gpu.ShouldBe("1");

        log.Warnings.ShouldHaveSingleItem().ShouldContain("{% if job.gpu %}#SBATCH --gpus-per-node={{ job.gpu }}{% endif %}");
        planner.Plan(AskingJob.Tagged("gpu=2")).Request.ShouldBeNull("more than the Python client knew must not be dropped in silence");
    }

    [Theory]
    [InlineData("{% if job.gpu %}x{% endif %}")]
    [InlineData("{{ job['gpu_count'] }}")]
    public void A_script_that_asks_for_gpus_gives_no_warning(string script)
    {
        var log = new RecordedLog();

        (AskingJob.Site() with { Script = script }).Plan(AskingJob.Tagged("gpu=2"), log).Request!.Gpu.ShouldBe("2");

        log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_cluster_without_gpus_refuses_the_tag_and_the_example_cluster_ignores_it_as_ever()
    {
        AskingJob.Site(new(), "local").Refusal(AskingJob.Tagged("gpu")).ShouldContain("asks for a GPU, which the cluster 'local' does not offer.");
        AskingJob.Site(new(), "base").Request(AskingJob.Tagged("gpu")).Gpu.ShouldBeNull();
    }

    [Fact]
    public void A_limit_alone_does_not_open_types() =>
        AskingJob.Site(new ResourceRules { MaxGpu = 8 }).Refusal(AskingJob.Tagged("gpu=a100:2")).ShouldContain("may not choose a type");
}
