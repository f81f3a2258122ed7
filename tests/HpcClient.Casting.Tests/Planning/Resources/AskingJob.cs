using System.Text.Json.Nodes;
using HpcClient.Casting.Planning.Resources;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Tests.Planning.Resources;

/// <summary>Jobs that ask for things, and sites that allow them.</summary>
internal static class AskingJob
{
    /// <summary>A site that allows everything once.</summary>
    public static ResourceRules Open { get; } = new()
    {
        MaxGpu = 4,
        MaxWalltime = TimeSpan.FromDays(2),
        AllowedGpuTypes = ["a100", "h100"],
        AllowedPartitions = ["main", "long"],
        AllowedAccounts = ["neuro"],
        AllowedQos = ["high"],
        AllowedConstraints = ["avx2", "avx2&ib"],
    };

    public static CastSettings Site(ResourceRules? rules = null, string cluster = "slurm") => new() { Cluster = cluster, Resources = rules ?? Open };

    public static FlywheelJob Tagged(params string[] tags) => new()
    {
        IdField = "64b5bce63a26373568590001",
        Tags = ["hpc", .. tags],
        GearInfo = new() { Name = "tester", Version = "1.0.0" },
        Config = new() { Config = new JsonObject() },
    };

    public static FlywheelJob WithOption(string name, JsonNode? value, params string[] tags) =>
        Tagged(tags) with { Config = new() { Config = new() { [name] = value } } };

    public static (ResourceRequest? Request, string? Fault) Plan(this CastSettings settings, FlywheelJob job, RecordedLog? log = null) =>
        new ResourcePlanner(settings, SchedulerRegistry.Defaults(settings.Cluster)!, log).Plan(job);

    public static ResourceRequest Request(this CastSettings settings, FlywheelJob job)
    {
        var (request, fault) = settings.Plan(job);
        fault.ShouldBeNull();
        return request.ShouldNotBeNull();
    }

    public static string Refusal(this CastSettings settings, FlywheelJob job)
    {
        var (request, fault) = settings.Plan(job);
        request.ShouldBeNull();
        return fault.ShouldNotBeNull();
    }
}
