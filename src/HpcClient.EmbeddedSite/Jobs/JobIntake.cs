using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Gears;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>Turns what a user asks for into a pending job, or refuses it.</summary>
internal sealed class JobIntake(SiteState site)
{
    private static readonly string[] Priorities = ["low", "medium", "high", "critical"];

    /// <summary>Adds a job.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="body">What is asked for.</param>
    /// <param name="analysis">The analysis that was made for this job, or null.</param>
    public JsonObject Add(DatabaseSession session, Caller caller, JsonObject body, JsonObject? analysis = null)
    {
        var gear = FindGear(session, body);
        var manifest = gear.Map("gear")!;
        var inputs = new JobInputs(session, caller, manifest, body.Map("inputs") ?? []);
        var destination = analysis is null
            ? FindDestination(session, caller, body, inputs)
            : new JsonObject { ["type"] = ContainerLevel.Analysis, ["id"] = analysis.Text("_id") };
        var container = ContainerTable.Require(session, destination.Text("type")!, destination.Text("id")!);
        var config = GearConfig.Complete(manifest, body.Map("config") ?? []);
        var priority = body.Text("priority") ?? "low";
        if (!Priorities.Contains(priority))
        {
            throw RequestRefused.Invalid($"Priority '{priority}' must be one of {string.Join(", ", Priorities)}.", "priority");
        }

        var parents = (JsonObject)container.Map("parents")!.DeepClone();
        parents[destination.Text("type")!] = destination.Text("id");
        var job = new JsonObject
        {
            ["id"] = site.Clock.NewId(),
            ["gear_id"] = gear.Text("_id"),
            ["gear_info"] = GearTable.InfoOf(gear),
            ["inputs"] = inputs.References,
            ["destination"] = destination,
            ["config"] = new JsonObject
            {
                ["config"] = config,
                ["inputs"] = inputs.Described(container),
                ["destination"] = destination.DeepClone(),
            },
            ["tags"] = Tags(body, gear, analysis is not null),
            ["state"] = JobStateWord.Pending,
            ["attempt"] = body.Whole("attempt") ?? 1,
            ["origin"] = (caller.IsAdmin && body.Map("origin") is { } given ? given : caller.Origin).DeepClone(),
            ["parents"] = parents,
            ["related_container_ids"] = parents.Select(parent => parent.Value.AsText()).Concat(inputs.ContainerIds).OfType<string>().Distinct().ToJson(),
            ["label"] = body.Text("label") ?? GearTable.NameOf(gear),
            ["priority"] = priority,
            ["batch"] = body.Text("batch"),
            ["saved_files"] = new JsonArray(),
            ["profile"] = new JsonObject { ["total_input_files"] = inputs.Count, ["total_input_size_bytes"] = inputs.TotalBytes },
            ["transitions"] = new JsonObject(),
            ["created"] = site.Clock.Stamp(),
            ["modified"] = site.Clock.Stamp(),
        };
        if (body.Text("previous_job_id") is { } previous)
        {
            job["previous_job_id"] = previous;
        }

        if (manifest.Map("custom")?.Map("flywheel")?.Flag("show-job") == true)
        {
            job.Map("config")!["job"] = new JsonObject { ["id"] = job.Text("id") };
        }

        JobTable.Put(session, job);
        return job;
    }

    private static JsonObject FindGear(DatabaseSession session, JsonObject body)
    {
        var id = body.Text("gear_id") ?? throw RequestRefused.BadInput("gear_id is missing.");
        var gear = GearTable.Find(session, id) ?? throw RequestRefused.NotFound($"There is no gear {id}.");
        return GearTable.IsInvalid(gear) ? throw RequestRefused.BadInput("The gear is marked as invalid and cannot be run.") : gear;
    }

    private static JsonObject FindDestination(DatabaseSession session, Caller caller, JsonObject body, JobInputs inputs)
    {
        var destination = (JsonObject)(body.Map("destination") ?? inputs.First
            ?? throw RequestRefused.BadInput("The job has neither inputs nor a destination.")).DeepClone();
        var level = destination.Text("type") ?? "";
        if (level == ContainerLevel.Analysis)
        {
            throw RequestRefused.BadInput("An analysis cannot be the destination: make it together with its job, through the container's analyses.");
        }

        var container = ContainerTable.Require(session, level, destination.Text("id") ?? "");
        Permissions.Require(session, caller, level, container, "rw");
        return new() { ["type"] = level, ["id"] = container.Text("_id") };
    }

    private static JsonArray Tags(JsonObject body, JsonObject gear, bool isAnalysis)
    {
        var tags = body.Texts("tags").Append(GearTable.NameOf(gear));
        return (isAnalysis ? tags.Append(ContainerLevel.Analysis) : tags).Distinct().ToJson();
    }
}
