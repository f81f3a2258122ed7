using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Groups;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Containers;

/// <summary><c>/groups</c>, and the permissions of groups and projects.</summary>
internal sealed class CoreGroupRoutes(SiteState site)
{
    /// <summary>The group that every new site has, for data that nobody claims.</summary>
    private const string UnknownGroup = "unknown";

    public void Map(Api api)
    {
        site.Database.Write(session =>
        {
            if (DocumentTable.Find(session, ContainerLevel.Group, UnknownGroup) is null)
            {
                DocumentTable.Put(session, ContainerLevel.Group, UnknownGroup, GroupRoutes.New(UnknownGroup, "Unknown", null, site.Clock), null, "Unknown");
            }
        });
        api.Get("/groups", ListAsync);
        api.Post("/groups", MakeAsync);
        api.Get("/groups/{id}", GetAsync);
        api.Post("/groups/{id}/permissions", call => PermitAsync(call, ContainerLevel.Group));
        api.Post("/projects/{id}/permissions", call => PermitAsync(call, ContainerLevel.Project));
    }

    private Task ListAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        return call.AnswerAsync(site.Database.Read(session => DocumentTable.List(session, ContainerLevel.Group))
            .Where(group => call.Caller.IsSuperuser || Permissions.Holds(group, call.Caller.Id, "ro"))
            .OrderBy(group => group.Text("_id"), StringComparer.Ordinal).Select(group => View(call, group)).ToJson());
    }

    private Task GetAsync(ApiCall call)
    {
        var id = call.Route("id");
        var group = site.Database.Read(session => DocumentTable.Find(session, ContainerLevel.Group, id)) ?? throw RequestRefused.NotFound($"Could not find groups {id}");
        if (call.Caller.Kind == CallerKind.Nobody)
        {
            throw RequestRefused.BadInput("public request is not valid");
        }

        return call.Caller.IsSuperuser || Permissions.Holds(group, call.Caller.Id, "ro") ? call.AnswerAsync(View(call, group)) : throw NotAllowed();
    }

    private async Task MakeAsync(ApiCall call)
    {
        var body = await call.ObjectAsync();
        var id = body.Text("_id") ?? "";
        if (!call.Caller.IsAdmin)
        {
            throw NotAllowed();
        }

        if (!GroupRoutes.IsGroupId(id))
        {
            throw SchemaFault.Of($"u'{id}' does not match u'^[0-9a-z][0-9a-z.@_-]{{0,30}}[0-9a-z]$'");
        }

        var isNew = site.Database.Write(session =>
        {
            var known = DocumentTable.Find(session, ContainerLevel.Group, id);
            var group = known ?? GroupRoutes.New(id, body.Text("label") ?? id, call.Caller.UserId, site.Clock);
            group["label"] = body.Text("label") ?? id;
            DocumentTable.Put(session, ContainerLevel.Group, id, group, null, group.Text("label"));
            return known is null;
        });
        call.Http.Response.StatusCode = isNew ? 200 : 201;
        await call.AnswerAsync(new JsonObject { ["_id"] = id });
    }

    private async Task PermitAsync(ApiCall call, string level)
    {
        var body = await call.ObjectAsync();
        SchemaFault.CheckPresent(body, "_id", "access");
        var id = call.Route("id");
        var user = body.Text("_id") ?? "";
        site.Database.Write(session =>
        {
            var document = DocumentTable.Find(session, level, id) ?? throw RequestRefused.NotFound($"Could not find {ContainerLevel.Plural(level)} {id}");
            if (!call.Caller.IsSuperuser && !(call.Caller.UserId is { } caller && Permissions.Holds(document, caller, "admin")))
            {
                throw NotAllowed();
            }

            if (document.List("permissions")?.OfType<JsonObject>().Any(entry => entry.Text("_id") == user) == true)
            {
                throw new RequestRefused(409, "Item already exists in list.");
            }

            Permissions.Set(document, user, body.Text("access"));
            document["modified"] = site.Clock.Stamp();
            if (level == ContainerLevel.Group)
            {
                DocumentTable.Put(session, level, id, document, null, document.Text("label"));
            }
            else
            {
                ContainerTable.Put(session, level, document);
            }
        });
        await call.AnswerAsync(new JsonObject { ["modified"] = 1 });
    }

    private static JsonObject View(ApiCall call, JsonObject group)
    {
        var view = group.Only("_id", "label", "created", "modified");
        view["permissions"] = CoreAccess.Visible(call.Caller, group);
        return view;
    }

    private static RequestRefused NotAllowed() => RequestRefused.Forbidden("not allowed to perform operation");
}
