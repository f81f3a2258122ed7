using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Queries;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Groups;

/// <summary><c>/groups</c>: the top of the tree, and the whitelist of the cluster.</summary>
internal sealed class GroupRoutes(SiteState site)
{
    private const int LongestId = 32;

    public void Map(Api api)
    {
        api.Get("/groups", ListAsync);
        api.Post("/groups", MakeAsync);
        api.Get("/groups/{id}", GetAsync);
    }

    private Task ListAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var query = ListQuery.Read(call);
        var groups = site.Database.Read(session => DocumentTable.List(session, ContainerLevel.Group));
        return query.AnswerAsync(call, groups.Where(group => call.Caller.IsAdmin || Permissions.Holds(group, call.Caller.Id, "ro")).Select(group => For(call, group)));
    }

    private Task GetAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var id = call.Route("id");
        var group = site.Database.Read(session => DocumentTable.Find(session, ContainerLevel.Group, id)) ?? throw RequestRefused.NotFound($"There is no group {id}.");
        return call.AnswerAsync(For(call, group));
    }

    private async Task MakeAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        var body = await call.ReadObjectAsync();
        var id = body.Text("_id") ?? body.Text("id") ?? "";
        if (!IsGroupId(id))
        {
            throw RequestRefused.BadInput($"Group id '{id}' must have 2 to {LongestId} characters of 0-9, a-z, '.', '@', '_' and '-', with a letter or digit at both ends.");
        }

        site.Database.Write(session =>
        {
            if (DocumentTable.Find(session, ContainerLevel.Group, id) is not null)
            {
                throw new RequestRefused(409, $"Group {id} is there already.");
            }

            DocumentTable.Put(session, ContainerLevel.Group, id, New(id, body.Text("label") ?? id, call.Caller.UserId, site.Clock), null, body.Text("label") ?? id);
        });
        await call.AnswerAsync(new JsonObject { ["_id"] = id });
    }

    public static JsonObject New(string id, string label, string? owner, SiteClock clock) => new()
    {
        ["_id"] = id,
        ["label"] = label,
        ["permissions"] = owner is null ? new JsonArray() : new JsonArray(new JsonObject { ["_id"] = owner, ["access"] = "admin" }),
        ["tags"] = new JsonArray(),
        ["created"] = clock.Stamp(),
        ["modified"] = clock.Stamp(),
    };

    public static bool IsGroupId(string id) => id.Length is >= 2 and <= LongestId
        && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '@' or '_' or '-')
        && char.IsAsciiLetterOrDigit(id[0]) && char.IsAsciiLetterOrDigit(id[^1]);

    /// <summary>Who is no administrator sees only his own entry among the members.</summary>
    private static JsonObject For(ApiCall call, JsonObject group)
    {
        if (!call.Caller.IsAdmin && !Permissions.Holds(group, call.Caller.Id, "admin"))
        {
            group["permissions"] = group.List("permissions")!.OfType<JsonObject>().Where(entry => entry.Text("_id") == call.Caller.Id)
                .Select(entry => (JsonObject)entry.DeepClone()).ToJson();
        }

        return group;
    }
}
