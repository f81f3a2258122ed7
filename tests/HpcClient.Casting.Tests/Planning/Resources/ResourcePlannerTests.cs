using System.Text.Json.Nodes;
using HpcClient.Casting.Planning.Resources;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Tests.Planning.Resources;

public sealed class ResourcePlannerTests
{
    [Theory]
    [InlineData(new[] { "cpu=8", "ram=32G" }, "8", "32G")]
    [InlineData(new[] { "CPUs=4", "RAM-GB=16" }, "4", "16G")]
    [InlineData(new[] { "scheduler_cpu=2", "scheduler_ram=7g" }, "2", "7g")]
    [InlineData(new[] { "ram=5" }, "3", "5G")]
    [InlineData(new[] { "my-cpu=5", "param=9" }, "3", "3G")]
    [InlineData(new string[0], "3", "3G")]
    public void Tags_ask_before_the_settings(string[] tags, string cpus, string memory)
    {
        var (request, fault) = Planner("slurm").Plan(Job(tags));

        fault.ShouldBeNull();
        (request!.Cpus, request.Memory).ShouldBe((cpus, memory));
    }

    [Fact]
    public void Options_of_the_gear_ask_before_tags()
    {
        var job = Job(["cpu=8", "ram=5G"]) with { Config = new() { Config = new() { ["scheduler_cpu"] = 9, ["scheduler_ram"] = "" } } };

        var (request, _) = Planner("slurm").Plan(job);

        (request!.Cpus, request.Memory).ShouldBe(("9", "5G"));
    }

    [Fact]
    public void Options_of_the_first_generation_still_count()
    {
        var job = Job([]) with { Config = new() { Config = new() { ["slurm-cpu"] = "6", ["slurm-ram"] = "12G" } } };

        var (request, _) = Planner("slurm").Plan(job);

        (request!.Cpus, request.Memory).ShouldBe(("6", "12G"));
    }

    [Theory]
    [InlineData("cpu=zero", "the tag 'cpu=zero'")]
    [InlineData("cpu=0", "from 1")]
    [InlineData("cpu=-1", "from 1")]
    [InlineData("cpu=4-8", "'4-8'")]
    [InlineData("cpu=1;rm -rf ~", "must be")]
    [InlineData("cpu=٤", "must be")]
    [InlineData("ram=lots", "the tag 'ram=lots'")]
    [InlineData("ram=0", "from 1")]
    [InlineData("ram=12M", "whole gigabytes")]
    [InlineData("ram=8G\n#SBATCH --wrap=evil", "must be")]
    [InlineData("ram=$(id)G", "must be")]
    public void What_is_malformed_is_refused_in_words(string tag, string words)
    {
        var (request, fault) = Planner("slurm").Plan(Job([tag]));

        request.ShouldBeNull();
        fault!.ShouldContain(words, Case.Insensitive);
    }

    [Fact]
    public void Two_faults_are_told_at_once()
    {
        var fault = Planner("slurm").Plan(Job(["cpu=x", "ram=y"])).Fault!;

        fault.ShouldContain("cpu=x");
        fault.ShouldContain("ram=y");
    }

    [Fact]
    public void Grid_Engine_takes_ranges() =>
        Planner("sge").Plan(Job(["cpu=2-6"])).Request!.Cpus.ShouldBe("2-6");

    [Fact]
    public void Lsf_takes_its_own_form_and_gigabytes()
    {
        Planner("lsf").Plan(Job(["ram=rusage[mem=12000]"])).Request!.Memory.ShouldBe("rusage[mem=12000]");
        Planner("lsf").Plan(Job(["ram=8G"])).Request!.Memory.ShouldBe("rusage[mem=8000]");
    }

    [Fact]
    public void Slurm_memory_counts_for_each_cpu() =>
        Planner("slurm").Plan(Job(["cpu=4", "ram=2G"])).Request!.MemoryBytes.ShouldBe(8L << 30);

    [Fact]
    public void Priority_is_mapped_only_when_asked()
    {
        var job = Job([]) with { Priority = "high" };

        Planner("slurm").Plan(job).Request!.Priority.ShouldBeNull();
        new ResourcePlanner(new() { Cluster = "slurm", MapJobPriority = true, FwPriorityMap = new Dictionary<string, int> { ["high"] = 30 } }, SchedulerRegistry.Defaults("slurm")!)
            .Plan(job).Request!.Priority.ShouldBe(30);
    }

    [Fact]
    public void The_gpu_tag_asks_for_one_gpu()
    {
        Planner("slurm").Plan(Job(["gpu"])).Request!.Gpu.ShouldBe("1");
        Planner("slurm").Plan(Job(["GPU", "gpus"])).Request!.Gpu.ShouldBeNull("the Python client took it in lower case only");
    }

    private static ResourcePlanner Planner(string scheduler) =>
        new(new CastSettings { Cluster = scheduler, SchedulerCpu = "3", SchedulerRam = "3G" }, SchedulerRegistry.Defaults(scheduler)!);

    private static FlywheelJob Job(string[] tags) => new()
    {
        IdField = "64b5bce63a26373568590001",
        Tags = ["hpc", .. tags],
        Config = new() { Config = new JsonObject() },
    };
}
