using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Gears;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Jobs;

/// <summary>Turns what is asked for into a pending job. The core checked options only where a gear's document has a <c>manifest</c> besides <c>gear</c>.</summary>
internal sealed class CoreJobIntake(SiteState site)
{
    /// <summary>Adds a job.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="caller">Who asks; also nobody, as the core allowed.</param>
    /// <param name="body">What is asked for.</param>
    /// <param name="analysis">The analysis that was made for this job, or null.</param>
    public JsonObject Add(DatabaseSession session, Caller caller, JsonObject body, JsonObject? analysis = null)
    {
        var id = CoreCalls.CheckId(body.Text("gear_id") ?? throw RequestRefused.BadInput("Job must specify gear"));
        var gear = GearTable.Find(session, id) ?? throw RequestRefused.BadInput($"Could not find gear {id}");
        if (GearTable.IsInvalid(gear))
        {
            throw RequestRefused.BadInput("Gear marked as invalid, will not run!");
        }

        var manifest = gear.Map("gear")!;
        var inputs = new CoreJobInputs(session, caller, manifest, body.Map("inputs") ?? []);
        var destination = analysis is null
            ? (JsonObject)(body.Map("destination") ?? inputs.First ?? throw RequestRefused.BadInput("Must specify destination if gear has no inputs.")).DeepClone()
            : new JsonObject { ["type"] = ContainerLevel.Analysis, ["id"] = analysis.Text("_id") };
        var container = Destination(session, caller, destination);
        var config = Complete(manifest, body.Map("config") ?? []);
        if (gear.Map("manifest") is { } strict)
        {
            CoreOptionCheck.Check(strict, config);
        }

        var parents = (JsonObject)container.Map("parents")!.DeepClone();
        parents[destination.Text("type")!] = destination.Text("id");
        var job = new JsonObject
        {
            ["id"] = site.Clock.NewId(),
            ["gear_id"] = id,
            ["inputs"] = inputs.References,
            ["destination"] = destination,
            ["config"] = new JsonObject
            {
                ["config"] = config,
                ["inputs"] = inputs.Described,
                ["destination"] = destination.DeepClone(),
            },
            ["tags"] = Tags(body, gear, analysis is not null),
            ["state"] = JobStateWord.Pending,
            ["attempt"] = 1,
            ["origin"] = caller.Origin.DeepClone(),
            ["batch"] = body.Text("batch"),
            ["saved_files"] = new JsonArray(),
            ["produced_metadata"] = new JsonObject(),
            ["profile"] = new JsonObject(),
            // For a later look at this folder with the routes of current sites.
            ["gear_info"] = GearTable.InfoOf(gear),
            ["parents"] = parents,
            ["created"] = site.Clock.Stamp(),
            ["modified"] = site.Clock.Stamp(),
        };
        JobTable.Put(session, job);
        return job;
    }

    private static JsonObject Destination(DatabaseSession session, Caller caller, JsonObject destination)
    {
        var level = destination.Text("type") ?? "";
        var id = destination.Text("id") ?? "";
        var container = (ContainerLevel.WithFiles.Contains(level) ? DocumentTable.Find(session, level, id) : null)
            ?? throw RequestRefused.NotFound($"No such {level} {id} in database");
        if (caller.Kind != CallerKind.Nobody)
        {
            CoreAccess.RequireJob(session, caller, level, container, "rw");
        }

        return container;
    }

    private static JsonObject Complete(JsonObject manifest, JsonObject given)
    {
        var config = (JsonObject)given.DeepClone();
        foreach (var (key, node) in manifest.Map("config") ?? [])
        {
            if (!config.ContainsKey(key) && (node as JsonObject)?["default"] is { } standard)
            {
                config[key] = standard.DeepClone();
            }
        }

        return config;
    }

    private static JsonArray Tags(JsonObject body, JsonObject gear, bool isAnalysis)
    {
        var tags = body.Texts("tags").Append(GearTable.NameOf(gear));
        return (isAnalysis ? tags.Append(ContainerLevel.Analysis) : tags).Distinct().ToJson();
    }
}
