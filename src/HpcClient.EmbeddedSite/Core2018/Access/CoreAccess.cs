using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Access;

/// <summary>Who may do what on a site of 2018: superusers everything, all others what permissions say, administrators too.</summary>
internal static class CoreAccess
{
    /// <summary>Administrators need not ask for it with <c>root=true</c> where a route is theirs.</summary>
    public static void RequireAdmin(this ApiCall call)
    {
        if (!call.Caller.IsAdmin)
        {
            throw RequestRefused.Forbidden("Admin user required.");
        }
    }

    public static bool Allows(DatabaseSession session, Caller caller, string level, JsonObject container, string access) =>
        caller.IsSuperuser || (caller.UserId is { } user && Permissions.Holds(Holder(session, level, container), user, access));

    /// <summary>For a container of the tree.</summary>
    public static void RequireContainer(DatabaseSession session, ApiCall call, string level, JsonObject container, string access)
    {
        if (!Allows(session, call.Caller, level, container, access))
        {
            var method = call.Http.Request.Method;
            throw RequestRefused.Forbidden(call.Caller.Kind == CallerKind.Nobody
                ? $"not authorized to perform a {method} operation on this container"
                : $"user not authorized to perform a {method} operation on the container.");
        }
    }

    /// <summary>For a container's files.</summary>
    public static void RequireFiles(DatabaseSession session, ApiCall call, string level, JsonObject container, string access)
    {
        if (!Allows(session, call.Caller, level, container, access))
        {
            var method = call.Http.Request.Method;
            throw RequestRefused.Forbidden(call.Caller.Kind == CallerKind.Nobody
                ? $"not authorized to perform a {method} operation on this container"
                : $"user not authorized to perform a {method} operation on the list");
        }
    }

    /// <summary>For the container of a job's input or output.</summary>
    public static void RequireJob(DatabaseSession session, Caller caller, string level, JsonObject container, string access)
    {
        if (!Allows(session, caller, level, container, access))
        {
            throw RequestRefused.Forbidden($"User {caller.UserId ?? "None"} does not have {access} access to {level} {container.Text("_id")}");
        }
    }

    /// <summary>The members of a project or group, as this caller may see them: who does not administer it sees himself only.</summary>
    public static JsonArray Visible(Caller caller, JsonObject holder)
    {
        var all = holder.List("permissions")?.OfType<JsonObject>() ?? [];
        return (caller.IsSuperuser || (caller.UserId is { } user && Permissions.Holds(holder, user, "admin")) ? all : all.Where(entry => entry.Text("_id") == caller.UserId))
            .Select(entry => (JsonObject)entry.DeepClone()).ToJson();
    }

    /// <summary>The document whose permissions count for a container: its project.</summary>
    public static JsonObject Holder(DatabaseSession session, string level, JsonObject container) =>
        level is ContainerLevel.Project or ContainerLevel.Group ? container
            : DocumentTable.Find(session, ContainerLevel.Project, ContainerTable.ProjectOf(level, container)) ?? container;
}
