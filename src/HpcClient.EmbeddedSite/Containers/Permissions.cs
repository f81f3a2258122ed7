using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Containers;

/// <summary>Who may do what: drones and administrators everything, others what the project's permissions say.</summary>
internal static class Permissions
{
    public static readonly string[] Levels = ["ro", "rw", "admin"];

    public static void Require(DatabaseSession session, Caller caller, string level, JsonObject container, string access)
    {
        caller.RequireLogin();
        if (!Allows(session, caller, ContainerTable.ProjectOf(level, container), access))
        {
            throw RequestRefused.Forbidden($"User {caller.Id} has no {access} access to {level} {container.Text("_id")}.");
        }
    }

    public static bool Allows(DatabaseSession session, Caller caller, string? project, string access) => caller.IsAdmin
        || (caller.UserId is { } user && project is not null && DocumentTable.Find(session, ContainerLevel.Project, project) is { } document && Holds(document, user, access));

    /// <summary>Whether a document's own list gives the user this access or more.</summary>
    public static bool Holds(JsonObject document, string user, string access) => document.List("permissions")?.OfType<JsonObject>()
        .Any(entry => entry.Text("_id") == user && Array.IndexOf(Levels, entry.Text("access")) >= Array.IndexOf(Levels, access)) == true;

    /// <summary>Sets one user's access; null takes it away.</summary>
    public static void Set(JsonObject document, string user, string? access)
    {
        if (access is not null && !Levels.Contains(access))
        {
            throw RequestRefused.BadInput($"Access '{access}' must be ro, rw or admin.");
        }

        var kept = document.List("permissions")?.OfType<JsonObject>().Where(entry => entry.Text("_id") != user).Select(entry => (JsonObject)entry.DeepClone()) ?? [];
        document["permissions"] = (access is null ? kept : kept.Append(new JsonObject { ["_id"] = user, ["access"] = access })).ToJson();
    }
}
