using System.Text.Json.Nodes;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Scheduling;

namespace HpcClient.Casting.Tests.Planning.Resources;

/// <summary>Where a job may ask for something, and what comes first.</summary>
public sealed class AskedResourceTests
{
    public static TheoryData<string, string, string> Kinds() => new()
    {
        { "walltime", "4h", "2-00:00:00" },
        { "partition", "long", "main" },
        { "account", "neuro", "default" },
        { "qos", "high", "normal" },
        { "constraint", "avx2&ib", "avx2" },
        { "gpu", "a100:2", "1" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_is_asked_for_by_option_then_tag_then_cast_yml(string kind, string asked, string given)
    {
        var site = AskingJob.Site(AskingJob.Open with { Walltime = "2-00:00:00", Partition = "main", Account = "default", Qos = "normal", Constraint = "avx2", Gpu = "1" });
        var expected = Value(AskingJob.Site().Request(AskingJob.Tagged($"{kind}={asked}")), kind);

        expected.ShouldNotBeNull();
        Value(site.Request(AskingJob.Tagged()), kind).ShouldBe(kind == "walltime" ? "2.00:00:00" : given);
        foreach (var tag in (string[])[$"{kind}={asked}", $"{kind.ToUpperInvariant()}={asked}", $"scheduler_{kind}={asked}", $"Scheduler_{kind}= {asked}"])
        {
            Value(site.Request(AskingJob.Tagged(tag)), kind).ShouldBe(expected, tag);
        }

        Value(site.Request(AskingJob.WithOption($"scheduler_{kind}", asked, $"{kind}=never-looked-at")), kind).ShouldBe(expected);
        Value(site.Request(AskingJob.WithOption($"scheduler_{kind}", "")), kind).ShouldBe(kind == "walltime" ? "2.00:00:00" : given);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_gears_own_option_and_tags_that_only_look_alike_ask_for_nothing(string kind, string asked, string given)
    {
        _ = given;
        var site = AskingJob.Site();

        Value(site.Request(AskingJob.WithOption(kind, asked)), kind).ShouldBeNull();
        Value(site.Request(AskingJob.Tagged($"my-{kind}={asked}", $"{kind}s={asked}", $"{kind}:{asked}", $"x {kind}={asked}")), kind).ShouldBeNull();
    }

    [Theory]
    [InlineData("4", "4")]
    [InlineData("4.0", "4")]
    public void A_number_among_the_options_counts_as_its_digits(string json, string cpus) =>
        AskingJob.Site().Request(AskingJob.WithOption("scheduler_cpu", JsonNode.Parse(json))).Cpus.ShouldBe(cpus);

    [Theory]
    [InlineData("4.5")]
    [InlineData("true")]
    [InlineData("[4]")]
    [InlineData("{\"a\":1}")]
    [InlineData("1e12")]
    public void Options_of_another_type_are_refused(string json) =>
        AskingJob.Site().Refusal(AskingJob.WithOption("scheduler_cpu", JsonNode.Parse(json))).ShouldContain("the gear option 'scheduler_cpu'", Case.Insensitive);

    [Fact]
    public void Of_two_tags_for_cpus_the_first_counts_and_an_admin_hears_of_it()
    {
        var log = new RecordedLog();

        var request = AskingJob.Site().Plan(AskingJob.Tagged("cpu=2", "ram=4G", "cpus=4", "CPU=2"), log).Request!;

        request.Cpus.ShouldBe("2");
        log.Warnings.ShouldHaveSingleItem().ShouldBe("Job 64b5bce63a26373568590001 asks for different things by the tag 'cpu=2' and the tag 'cpus=4'; the first counts.");
    }

    [Theory]
    [InlineData("partition=main", "partition=long")]
    [InlineData("walltime=4h", "scheduler_walltime=5h")]
    [InlineData("gpu=1", "gpu=2")]
    public void Two_tags_that_contradict_each_other_are_refused(string first, string second)
    {
        var refusal = AskingJob.Site().Refusal(AskingJob.Tagged(first, second));

        refusal.ShouldContain($"'{first}'");
        refusal.ShouldContain($"'{second}'. Keep one of the tags.");
    }

    [Fact]
    public void The_same_twice_is_no_contradiction() =>
        AskingJob.Site().Request(AskingJob.Tagged("partition=long", "scheduler_partition=long")).Partition.ShouldBe("long");

    [Theory]
    [InlineData("slurm-cpu", "6", "scheduler_cpu")]
    [InlineData("slurm-ram", "12G", "scheduler_ram")]
    public void Options_of_version_1_count_and_are_mentioned_once_a_sweep(string old, string value, string now)
    {
        var log = new RecordedLog();
        var planner = new HpcClient.Casting.Planning.Resources.ResourcePlanner(AskingJob.Site(), SchedulerRegistry.Defaults("slurm")!, log);
        var job = AskingJob.WithOption(old, value);

        var requests = Enumerable.Range(0, 3).Select(_ => planner.Plan(job).Request!).ToList();

        requests.ShouldAllBe(r => r.Cpus == "6" || r.Memory == "12G");
        var warning = log.Warnings.ShouldHaveSingleItem();
        warning.ShouldContain("'tester'");
        warning.ShouldContain($"'{old}'");
        warning.ShouldContain($"'{now}'");
    }

    [Fact]
    public void With_both_names_in_one_gear_the_new_one_counts()
    {
        var log = new RecordedLog();
        var job = AskingJob.Tagged() with { Config = new() { Config = new() { ["slurm-cpu"] = "6", ["scheduler_cpu"] = "2" } } };

        AskingJob.Site().Plan(job, log).Request!.Cpus.ShouldBe("2");

        log.Warnings.ShouldHaveSingleItem().ShouldContain("only 'scheduler_cpu' counts");
    }

    private static string? Value(ResourceRequest request, string kind) => kind switch
    {
        "walltime" => request.Walltime?.ToString(),
        "partition" => request.Partition,
        "account" => request.Account,
        "qos" => request.Qos,
        "constraint" => request.Constraint,
        _ => request.Gpu,
    };
}
