using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Queries;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Users;

/// <summary><c>/users</c>.</summary>
internal sealed class UserRoutes(SiteState site)
{
    public const string Kind = "user";

    public void Map(Api api)
    {
        api.Get("/users/self", SelfAsync);
        api.Get("/users", ListAsync);
        api.Post("/users", MakeAsync);
    }

    public static JsonObject New(string id, string first, string last, bool root, SiteClock clock) => new()
    {
        ["_id"] = id,
        ["email"] = id,
        ["firstname"] = first,
        ["lastname"] = last,
        ["root"] = root,
        ["avatars"] = new JsonObject(),
        ["preferences"] = new JsonObject(),
        ["created"] = clock.Stamp(),
        ["modified"] = clock.Stamp(),
    };

    private Task SelfAsync(ApiCall call)
    {
        if (call.Caller.UserId is not { } id)
        {
            throw RequestRefused.BadInput("no user is logged in");
        }

        var user = site.Database.Read(session =>
        {
            var document = DocumentTable.Find(session, Kind, id)!;
            document["api_key"] = new JsonObject { ["key"] = KeyTable.Of(session, KeyTable.UserKind, id) };
            return document;
        });
        return call.AnswerAsync(user);
    }

    private Task ListAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        return ListQuery.Read(call).AnswerAsync(call, site.Database.Read(session => DocumentTable.List(session, Kind)));
    }

    /// <summary>Makes a user and answers his key, so that tests and demos need no web page for it.</summary>
    private async Task MakeAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        var body = await call.ReadObjectAsync();
        var id = body.Text("_id") ?? body.Text("email") ?? "";
        if (id.Length < 3 || !id.Contains('@', StringComparison.Ordinal))
        {
            throw RequestRefused.BadInput($"User id '{id}' must be an e-mail address.");
        }

        var key = KeyTable.NewKey();
        site.Database.Write(session =>
        {
            if (DocumentTable.Find(session, Kind, id) is not null)
            {
                throw new RequestRefused(409, $"User {id} is there already.");
            }

            DocumentTable.Put(session, Kind, id, New(id, body.Text("firstname") ?? "", body.Text("lastname") ?? "", body.Flag("root") == true, site.Clock));
            KeyTable.Put(session, key, KeyTable.UserKind, id);
        });
        await call.AnswerAsync(new JsonObject { ["_id"] = id, ["api_key"] = new JsonObject { ["key"] = key } });
    }
}
