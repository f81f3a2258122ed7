using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Core2018.Containers;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Files;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;
using HpcClient.EmbeddedSite.Uploads;

namespace HpcClient.EmbeddedSite.Core2018.Files;

/// <summary>Files of projects, sessions and acquisitions.</summary>
internal sealed class CoreFileRoutes(SiteState site)
{
    private const string Marker = "/files/";
    private const string InfoEnd = "/info";

    public void Map(Api api)
    {
        foreach (var level in (string[])[ContainerLevel.Project, ContainerLevel.Session, ContainerLevel.Acquisition])
        {
            var path = $"/{ContainerLevel.Plural(level)}/{{id}}/files";
            api.Post(path, call => UploadAsync(call, level));
            api.Get(path + "/{**name}", call => ReadAsync(call, level));
            api.Put(path + "/{**name}", call => DescribeAsync(call, level));
            api.Post(path + "/{**name}", call => DescribeInfoAsync(call, level));
            api.Delete(path + "/{**name}", call => DeleteAsync(call, level));
        }
    }

    private Task ReadAsync(ApiCall call, string level)
    {
        var id = call.Id();
        var name = NameOf(call, out var isInfo);
        if (call.Query("ticket") is { Length: > 0 } ticket)
        {
            site.Database.Read(session => RequireTicket(session, ticket, id, name));
        }
        else
        {
            Check(call, level, id, "ro");
        }

        var record = site.Database.Read(session => FileTable.Find(session, id, name)) ?? throw RequestRefused.NotFound("no such file");
        return isInfo ? call.AnswerAsync(FileView.Of(record)) : new CoreFileAnswer(site).SendAsync(call, id, record, quoted: true);
    }

    private async Task UploadAsync(ApiCall call, string level)
    {
        var id = call.Id();
        Check(call, level, id, "rw");
        var form = await MultipartBody.ReadAsync(call, site.Contents);
        if (form.Files.Count > 1)
        {
            throw RequestRefused.BadInput("Targeted uploads can only send one file");
        }

        var metadata = MetadataOf(form);
        await call.AnswerAsync(site.Database.Write(session => form.Files
            .Select(file => FileView.Store(session, site.Clock, id, file.Name, file.Content, call.Caller.Origin, metadata, failed: false)).ToList()).ToJson());
    }

    /// <summary>The part <c>metadata</c> of a form; null when absent.</summary>
    public static JsonObject? MetadataOf(UploadedForm form)
    {
        try
        {
            return form.Metadata;
        }
        catch (Exception e) when (e is JsonException or RequestRefused)
        {
            throw RequestRefused.BadInput("wrong format for field \"metadata\"");
        }
    }

    private async Task DescribeAsync(ApiCall call, string level)
    {
        var body = await call.ObjectAsync();
        SchemaFault.CheckKeys(body, "type", "modality", "measurements");
        if (body.Count == 0)
        {
            throw RequestRefused.BadInput("Empty Payload");
        }

        Change(call, level, record => FileMetadata.Apply(record, body));
        await call.AnswerAsync(new JsonObject { ["modified"] = 1, ["jobs_triggered"] = 0 });
    }

    private async Task DescribeInfoAsync(ApiCall call, string level)
    {
        var body = await call.ObjectAsync();
        if (body.Count == 0 || body.Any(entry => entry.Key is not ("set" or "delete" or "replace")))
        {
            throw SchemaFault.Of("The body is not valid under any of the given schemas");
        }

        Change(call, level, record => record["info"] = InfoUpdate.Apply(record.Map("info"), body));
        await call.AnswerAsync(new JsonObject { ["modified"] = 1 });
    }

    private void Change(ApiCall call, string level, Action<JsonObject> change)
    {
        var id = call.Id();
        Check(call, level, id, "rw");
        var name = NameOf(call, out _);
        site.Database.Write(session =>
        {
            var record = FileTable.Find(session, id, name) ?? throw RequestRefused.NotFound("no such file");
            change(record);
            FileTable.Put(session, id, record);
            var container = ContainerTable.Require(session, level, id);
            container["modified"] = site.Clock.Stamp();
            ContainerTable.Put(session, level, container);
        });
    }

    private Task DeleteAsync(ApiCall call, string level)
    {
        var id = call.Id();
        Check(call, level, id, "rw");
        var name = NameOf(call, out _);
        return site.Database.Write(session => session.Execute("DELETE FROM files WHERE container=$0 AND name=$1", id, name)) == 0
            ? throw RequestRefused.NotFound("no such file")
            : call.AnswerAsync(new JsonObject { ["modified"] = 1 });
    }

    private void Check(ApiCall call, string level, string id, string access) => site.Database.Read(session =>
    {
        CoreAccess.RequireFiles(session, call, level, CoreContainerRoutes.Require(session, level, id), access);
        return true;
    });

    /// <summary>The name; <c>/info</c> behind it asks for the record.</summary>
    private static string NameOf(ApiCall call, out bool isInfo)
    {
        var rest = call.NameAfter(Marker);
        isInfo = rest.EndsWith(InfoEnd, StringComparison.Ordinal);
        return isInfo ? rest[..^InfoEnd.Length] : rest;
    }

    private static bool RequireTicket(DatabaseSession session, string ticket, string id, string name) =>
        !TicketTable.Exists(session, ticket) ? throw RequestRefused.NotFound("no such ticket")
        : TicketTable.IsFor(session, ticket, TicketTable.Download, id, name) ? true
        : throw RequestRefused.BadInput("ticket not for this resource or source IP");
}
