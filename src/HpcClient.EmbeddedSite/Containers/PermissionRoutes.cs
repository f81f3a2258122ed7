using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Containers;

/// <summary>Permission lists of groups and projects: add, change, remove.</summary>
internal sealed class PermissionRoutes(SiteState site)
{
    public void Map(Api api)
    {
        foreach (var level in (string[])[ContainerLevel.Group, ContainerLevel.Project])
        {
            var path = $"/{ContainerLevel.Plural(level)}/{{id}}/permissions";
            api.Post(path, async call =>
            {
                var body = await call.ReadObjectAsync();
                await SetAsync(call, level, body.Text("_id") ?? throw RequestRefused.BadInput("_id is missing."), body.Text("access") ?? throw RequestRefused.BadInput("access is missing."));
            });
            api.Put(path + "/{user}", async call =>
            {
                var body = await call.ReadObjectAsync();
                await SetAsync(call, level, call.Route("user"), body.Text("access") ?? throw RequestRefused.BadInput("access is missing."));
            });
            api.Delete(path + "/{user}", call => SetAsync(call, level, call.Route("user"), null));
        }
    }

    private Task SetAsync(ApiCall call, string level, string user, string? access)
    {
        call.Caller.RequireLogin();
        site.Database.Write(session =>
        {
            var id = call.Route("id");
            var document = DocumentTable.Find(session, level, id) ?? throw RequestRefused.NotFound($"There is no {level} {id}.");
            if (!call.Caller.IsAdmin && !Permissions.Holds(document, call.Caller.Id, "admin"))
            {
                throw RequestRefused.Forbidden($"User {call.Caller.Id} does not administer {level} {id}.");
            }

            Permissions.Set(document, user, access);
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
        return call.AnswerAsync(access is null ? new JsonObject { ["deleted"] = 1 } : new JsonObject { ["_id"] = user, ["access"] = access });
    }
}
