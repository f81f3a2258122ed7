using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;
using HpcClient.EmbeddedSite.Uploads;
using Microsoft.AspNetCore.Http;

namespace HpcClient.EmbeddedSite.Files;

/// <summary>Files of containers: download (with ticket, hash check and ranges), upload, delete.</summary>
internal sealed class FileRoutes(SiteState site)
{
    private const string Marker = "/files/";

    public void Map(Api api)
    {
        foreach (var level in ContainerLevel.WithFiles)
        {
            var path = $"/{ContainerLevel.Plural(level)}/{{id}}/files";
            api.Post(path, call => UploadAsync(call, level));
            api.Get(path + "/{**name}", call => DownloadAsync(call, level));
            api.Delete(path + "/{**name}", call => DeleteAsync(call, level));
            if (level != ContainerLevel.Analysis)
            {
                // Requests name an analysis' files below its parent.
                api.Get($"/{ContainerLevel.Plural(level)}/{{parent}}/analyses/{{id}}/files/{{**name}}", call => DownloadAsync(call, ContainerLevel.Analysis));
            }
        }
    }

    private async Task DownloadAsync(ApiCall call, string level)
    {
        var id = call.Route("id");
        var name = call.NameAfter(Marker);
        var ticket = call.Query("ticket");
        var record = site.Database.Read(session =>
        {
            if (ticket is { Length: > 0 })
            {
                RequireTicket(session, ticket, id, name);
            }
            else
            {
                Permissions.Require(session, call.Caller, level, ContainerTable.Require(session, level, id), "ro");
            }

            return FileTable.Find(session, id, name) ?? throw RequestRefused.NotFound($"There is no file '{name}' in {level} {id}.");
        });
        if (call.Query("hash") is { Length: > 0 } hash && hash != record.Text("hash"))
        {
            throw new RequestRefused(409, $"The file's hash is {record.Text("hash")}, not {hash}.");
        }

        if (ticket is "")
        {
            var made = Guid.NewGuid().ToString();
            site.Database.Write(session => TicketTable.Put(session, made, TicketTable.Download, id, name));
            await call.AnswerAsync(new JsonObject { ["ticket"] = made });
            return;
        }

        var content = StoredContent.Sha384Of(record.Text("hash")!);
        await SendAsync(call, site.Contents.PathOf(content), name, content);
    }

    /// <summary>Streams a file or a part of it; the name goes into the header escaped, whatever it holds.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name for the caller.</param>
    /// <param name="version">What tells this content from another, so that a caller may go on where a stream broke.</param>
    public static Task SendAsync(ApiCall call, string path, string name, string version) =>
        TypedResults.PhysicalFile(path, "application/octet-stream", name, entityTag: new($"\"{version}\""), enableRangeProcessing: true).ExecuteAsync(call.Http);

    private async Task UploadAsync(ApiCall call, string level)
    {
        var id = call.Route("id");
        site.Database.Read(session =>
        {
            Permissions.Require(session, call.Caller, level, ContainerTable.Require(session, level, id), "rw");
            return true;
        });
        var form = await MultipartBody.ReadAsync(call, site.Contents);
        if (form.Files.Count > 1)
        {
            throw RequestRefused.BadInput("One file at a time.");
        }

        var metadata = form.Metadata;
        var records = site.Database.Write(session => form.Files.Select(file =>
        {
            var record = FileTable.Store(session, site.Clock, id, file.Name, file.Content, call.Caller.Origin);
            if (metadata is not null)
            {
                FileMetadata.Apply(record, metadata);
                FileTable.Put(session, id, record);
            }

            return record;
        }).ToList());
        await call.AnswerAsync(records.ToJson());
    }

    private Task DeleteAsync(ApiCall call, string level)
    {
        var id = call.Route("id");
        var name = call.NameAfter(Marker);
        site.Database.Write(session =>
        {
            Permissions.Require(session, call.Caller, level, ContainerTable.Require(session, level, id), "rw");
            if (session.Execute("DELETE FROM files WHERE container=$0 AND name=$1", id, name) == 0)
            {
                throw RequestRefused.NotFound($"There is no file '{name}' in {level} {id}.");
            }
        });
        return call.AnswerAsync(new JsonObject { ["modified"] = 1 });
    }

    private static void RequireTicket(DatabaseSession session, string ticket, string id, string name)
    {
        if (!TicketTable.Exists(session, ticket))
        {
            throw RequestRefused.NotFound("There is no such ticket.");
        }

        if (!TicketTable.IsFor(session, ticket, TicketTable.Download, id, name))
        {
            throw RequestRefused.BadInput("The ticket is for another file.");
        }
    }
}
