using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;

namespace HpcClient.EmbeddedSite.Auth;

/// <summary><c>/auth/status</c>, and the small answers that a client session asks for at its start.</summary>
internal sealed class AuthRoutes(SiteState site)
{
    /// <summary>Version of the database layout that current sites report.</summary>
    private const int DatabaseVersion = 1;

    public void Map(Api api)
    {
        api.Get("/auth/status", StatusAsync);
        api.Get("/version", call => call.AnswerAsync(new JsonObject { ["_id"] = "version", ["database"] = DatabaseVersion }));
        api.Get("/config", ConfigAsync);
    }

    private static Task StatusAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        return call.AnswerAsync(new JsonObject
        {
            ["origin"] = call.Caller.Origin.DeepClone(),
            ["is_device"] = call.Caller.IsDrone,
            ["is_admin"] = call.Caller.IsAdmin,
            ["user_is_admin"] = call.Caller.IsAdmin,
        });
    }

    private Task ConfigAsync(ApiCall call) => call.AnswerAsync(new JsonObject
    {
        ["site"] = new JsonObject
        {
            ["name"] = "Embedded site of fw-hpc-client",
            ["api_url"] = $"http://127.0.0.1:{site.Port}/api",
        },
        ["features"] = new JsonObject { ["signed_url"] = false },
    });
}
