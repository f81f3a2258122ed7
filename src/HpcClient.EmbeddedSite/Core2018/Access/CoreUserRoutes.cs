using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;
using HpcClient.EmbeddedSite.Users;

namespace HpcClient.EmbeddedSite.Core2018.Access;

/// <summary><c>/users</c> and <c>/login</c>.</summary>
internal sealed class CoreUserRoutes(SiteState site)
{
    private static readonly string[] Shown = ["_id", "email", "firstname", "lastname", "root", "avatars", "disabled", "created", "modified"];

    public void Map(Api api)
    {
        api.Get("/users/self", SelfAsync);
        api.Post("/users/self/key", NewKeyAsync);
        api.Get("/users", ListAsync);
        api.Post("/users", MakeAsync);
        api.Put("/users/{id}", UpdateAsync);
        api.Post("/login", async call => throw RequestRefused.BadInput($"Auth type {(await call.ObjectAsync()).Text("auth_type")} is not supported"));
    }

    private Task SelfAsync(ApiCall call)
    {
        var id = RequireUser(call);
        var user = site.Database.Read(session =>
        {
            var document = DocumentTable.Find(session, UserRoutes.Kind, id)!;
            var view = document.Only(Shown);
            view["api_key"] = new JsonObject
            {
                ["key"] = KeyTable.Of(session, KeyTable.UserKind, id),
                ["created"] = document.Text("created"),
                ["last_used"] = site.Clock.Stamp(),
            };
            return view;
        });
        return call.AnswerAsync(user);
    }

    private Task NewKeyAsync(ApiCall call)
    {
        var id = RequireUser(call);
        var key = KeyTable.NewKey();
        site.Database.Write(session =>
        {
            session.Execute("DELETE FROM keys WHERE kind=$0 AND owner=$1", KeyTable.UserKind, id);
            KeyTable.Put(session, key, KeyTable.UserKind, id);
        });
        return call.AnswerAsync(new JsonObject { ["key"] = key });
    }

    private Task ListAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        return call.AnswerAsync(site.Database.Read(session => DocumentTable.List(session, UserRoutes.Kind))
            .OrderBy(user => user.Text("_id"), StringComparer.Ordinal).Select(user => user.Only(Shown)).ToJson());
    }

    private async Task MakeAsync(ApiCall call)
    {
        call.RequireAdmin();
        var body = await call.ObjectAsync();
        SchemaFault.CheckPresent(body, "_id", "firstname", "lastname");
        var id = body.Text("_id") ?? "";
        site.Database.Write(session =>
        {
            if (DocumentTable.Find(session, UserRoutes.Kind, id) is not null)
            {
                throw new RequestRefused(409, $"Object with id {id} already exists.");
            }

            DocumentTable.Put(session, UserRoutes.Kind, id, UserRoutes.New(id, body.Text("firstname") ?? "", body.Text("lastname") ?? "", body.Flag("root") == true, site.Clock));
            KeyTable.Put(session, KeyTable.NewKey(), KeyTable.UserKind, id);
        });
        await call.AnswerAsync(new JsonObject { ["_id"] = id });
    }

    private async Task UpdateAsync(ApiCall call)
    {
        call.RequireAdmin();
        var body = await call.ObjectAsync();
        SchemaFault.CheckKeys(body, "email", "firstname", "lastname", "root", "disabled");
        var id = call.Route("id");
        site.Database.Write(session =>
        {
            var user = DocumentTable.Find(session, UserRoutes.Kind, id) ?? throw RequestRefused.NotFound($"Could not find users {id}");
            foreach (var (key, value) in body)
            {
                user[key] = value?.DeepClone();
            }

            user["modified"] = site.Clock.Stamp();
            DocumentTable.Put(session, UserRoutes.Kind, id, user);
        });
        await call.AnswerAsync(new JsonObject { ["modified"] = 1 });
    }

    private static string RequireUser(ApiCall call) => call.Caller.UserId ?? throw RequestRefused.BadInput("no user is logged in");
}
