using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Files;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>Who may see a job, and its detailed form.</summary>
internal static class JobView
{
    public static bool MayRead(DatabaseSession session, Caller caller, JsonObject job) => caller.IsAdmin || IsOwner(caller, job)
        || Permissions.Allows(session, caller, job.Map("parents")?.Text(ContainerLevel.Project), "ro");

    public static JsonObject RequireReadable(DatabaseSession session, Caller caller, string id)
    {
        caller.RequireLogin();
        var job = JobTable.Find(session, id);
        return job is not null && MayRead(session, caller, job) ? job
            : caller.IsAdmin || job is null ? throw RequestRefused.NotFound($"There is no job {id}.")
            : throw RequestRefused.Forbidden($"User {caller.Id} may not see job {id}.");
    }

    public static bool IsOwner(Caller caller, JsonObject job) =>
        caller.UserId is { } user && job.Map("origin") is { } origin && origin.Text("type") == "user" && origin.Text("id") == user;

    /// <summary>With the files of inputs and outputs and the names of the containers above.</summary>
    public static JsonObject Detail(DatabaseSession session, JsonObject job)
    {
        var detail = (JsonObject)job.DeepClone();
        var inputs = new JsonObject();
        foreach (var (name, node) in job.Map("inputs") ?? [])
        {
            var reference = (JsonObject)node!;
            inputs[name] = WithFile(session, reference, reference.Text("id")!, reference.Text("name")!);
        }

        detail["inputs"] = inputs;
        var destination = job.Map("destination")!;
        detail["outputs"] = job.Texts("saved_files").Select(name => WithFile(session, new JsonObject
        {
            ["type"] = destination.Text("type"),
            ["id"] = destination.Text("id"),
            ["name"] = name,
        }, destination.Text("id")!, name)).ToJson();
        var above = new JsonObject();
        foreach (var (level, id) in job.Map("parents") ?? [])
        {
            above[level] = new JsonObject { ["_id"] = id.AsText(), ["label"] = DocumentTable.Find(session, level, id.AsText() ?? "")?.Text("label") };
        }

        detail["parent_info"] = above;
        return detail;
    }

    private static JsonObject WithFile(DatabaseSession session, JsonObject reference, string container, string name) => new()
    {
        ["ref"] = reference.DeepClone(),
        ["object"] = FileTable.Find(session, container, name),
    };
}
