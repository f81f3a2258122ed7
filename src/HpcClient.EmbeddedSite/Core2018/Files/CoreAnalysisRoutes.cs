using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Core2018.Containers;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Core2018.Jobs;
using HpcClient.EmbeddedSite.Files;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;
using HpcClient.EmbeddedSite.Uploads;

namespace HpcClient.EmbeddedSite.Core2018.Files;

/// <summary>Analyses: with a job, or made by hand; their inputs and outputs.</summary>
internal sealed class CoreAnalysisRoutes(SiteState site, CoreJobIntake intake)
{
    public void Map(Api api)
    {
        foreach (var level in (string[])[ContainerLevel.Project, ContainerLevel.Session, ContainerLevel.Acquisition])
        {
            var path = $"/{ContainerLevel.Plural(level)}/{{id}}/analyses";
            api.Post(path, call => MakeAsync(call, level));
            api.Get(path, call => ListAsync(call, level));
            // Requests name an analysis' files below its parent.
            api.Get($"/{ContainerLevel.Plural(level)}/{{parent}}/analyses/{{id}}/files/{{**name}}", OutputAsync);
        }

        api.Get("/analyses/{id}/files", call => throw RequestRefused.BadInput(
            call.Query("ticket") is null ? "batch downloads require a ticket" : "This site does not pack files into a tar: ask for them one by one."));
        api.Get("/analyses/{id}/files/{**name}", OutputAsync);
        api.Get("/analyses/{id}/inputs/{**name}", InputAsync);
        api.Post("/analyses/{id}/files", UploadAsync);
    }

    private async Task MakeAsync(ApiCall call, string level)
    {
        var body = await call.ObjectAsync();
        if (body.Text("label") is not { Length: > 0 } label)
        {
            throw SchemaFault.Of("The body is not valid under any of the given schemas");
        }

        var id = site.Database.Write(session =>
        {
            var parent = CoreContainerRoutes.Require(session, level, call.Id());
            CoreAccess.RequireContainer(session, call, level, parent, "rw");
            var asked = body.Map("job");
            var analysis = new JsonObject
            {
                ["_id"] = site.Clock.NewId(),
                ["label"] = label,
                ["parent"] = new JsonObject { ["type"] = level, ["id"] = parent.Text("_id") },
                ["parents"] = ContainerTable.FindParents(session, level, parent.Text("_id")!),
                ["inputs"] = (asked?.Map("inputs") ?? body.Map("inputs") ?? []).Select(entry => entry.Value).OfType<JsonObject>().Select(input => Snapshot(session, input)).ToJson(),
                ["user"] = call.Caller.UserId ?? call.Caller.Id,
                ["info"] = new JsonObject(),
                ["tags"] = new JsonArray(),
                ["created"] = site.Clock.Stamp(),
                ["modified"] = site.Clock.Stamp(),
            };
            ContainerTable.Put(session, ContainerLevel.Analysis, analysis);
            if (asked is not null)
            {
                analysis["job"] = JobTable.IdOf(intake.Add(session, call.Caller, asked, analysis));
                ContainerTable.Put(session, ContainerLevel.Analysis, analysis);
            }

            return analysis.Text("_id");
        });
        await call.AnswerAsync(new JsonObject { ["_id"] = id });
    }

    /// <summary>The record as it is now: an analysis keeps what it was made of.</summary>
    private static JsonObject Snapshot(DatabaseSession session, JsonObject input) =>
        FileTable.Find(session, input.Text("id") ?? "", input.Text("name") ?? "")
            ?? throw RequestRefused.NotFound($"No such file {input.Text("name")} on {input.Text("type")} {input.Text("id")} in database");

    private Task ListAsync(ApiCall call, string level) => call.AnswerAsync(site.Database.Read(session =>
    {
        var parent = CoreContainerRoutes.Require(session, level, call.Id());
        CoreAccess.RequireContainer(session, call, level, parent, "ro");
        return DocumentTable.List(session, ContainerLevel.Analysis, parent.Text("_id"))
            .Select(analysis => ContainerView.Entry(session, call.Caller, ContainerLevel.Analysis, analysis)).ToJson();
    }));

    private Task OutputAsync(ApiCall call)
    {
        var (id, name) = (call.Id(), call.NameAfter("/files/"));
        var record = Read(call, session => FileTable.Find(session, id, name));
        return new CoreFileAnswer(site).SendAsync(call, id, record ?? throw NoFile(name, id), quoted: false);
    }

    private Task InputAsync(ApiCall call)
    {
        var (id, name) = (call.Id(), call.NameAfter("/inputs/"));
        var record = Read(call, session => CoreContainerRoutes.Require(session, ContainerLevel.Analysis, id).List("inputs")?.OfType<JsonObject>().FirstOrDefault(input => input.Text("name") == name));
        return new CoreFileAnswer(site).SendAsync(call, id, record ?? throw NoFile(name, id), quoted: false);
    }

    private JsonObject? Read(ApiCall call, Func<DatabaseSession, JsonObject?> find) => site.Database.Read(session =>
    {
        CoreAccess.RequireContainer(session, call, ContainerLevel.Analysis, CoreContainerRoutes.Require(session, ContainerLevel.Analysis, call.Id()), "ro");
        return find(session);
    });

    /// <summary>By hand, once, for an analysis without job.</summary>
    private async Task UploadAsync(ApiCall call)
    {
        var id = call.Id();
        site.Database.Read(session =>
        {
            var analysis = CoreContainerRoutes.Require(session, ContainerLevel.Analysis, id);
            CoreAccess.RequireContainer(session, call, ContainerLevel.Analysis, analysis, "rw");
            return analysis.Text("job") is not null ? throw RequestRefused.BadInput("Analysis created via a job does not allow file uploads")
                : FileTable.List(session, id).Count > 0 ? throw RequestRefused.BadInput("Analysis already has outputs and does not allow repeated file uploads")
                : true;
        });
        var form = await MultipartBody.ReadAsync(call, site.Contents);
        site.Database.Write(session =>
        {
            foreach (var file in form.Files)
            {
                FileView.Store(session, site.Clock, id, file.Name, file.Content, call.Caller.Origin, null, failed: false);
            }
        });
        await call.NothingAsync();
    }

    private static RequestRefused NoFile(string name, string analysis) => RequestRefused.NotFound($"Could not find file {name} on analysis {analysis}");
}
