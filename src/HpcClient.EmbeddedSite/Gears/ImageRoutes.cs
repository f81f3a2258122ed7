using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Files;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Gears;

/// <summary><c>/gears/temp</c>: root file systems of gears. Sites serve them there; the upload is our own.</summary>
internal sealed class ImageRoutes(SiteState site)
{
    private const string Kind = "image";

    public void Map(Api api)
    {
        api.Post("/gears/temp", UploadAsync);
        api.Get("/gears/temp/{id}", DownloadAsync);
    }

    /// <summary>The body is the tarball itself.</summary>
    private async Task UploadAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        var content = await site.Contents.WriteAsync(call.Http.Request.Body, call.Aborted);
        var id = site.Clock.NewId();
        var image = new JsonObject
        {
            ["_id"] = id,
            ["rootfs-url"] = $"/api/gears/temp/{id}",
            ["rootfs-hash"] = $"sha384:{content.Sha384}",
            ["size"] = content.Size,
            ["created"] = site.Clock.Stamp(),
        };
        site.Database.Write(session => DocumentTable.Put(session, Kind, id, image));
        await call.AnswerAsync(image);
    }

    private Task DownloadAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var id = call.Route("id");
        var image = site.Database.Read(session => DocumentTable.Find(session, Kind, id)) ?? throw RequestRefused.NotFound($"There is no image {id}.");
        var content = image.Text("rootfs-hash")!["sha384:".Length..];
        return FileRoutes.SendAsync(call, site.Contents.PathOf(content), id + ".tgz", content);
    }
}
