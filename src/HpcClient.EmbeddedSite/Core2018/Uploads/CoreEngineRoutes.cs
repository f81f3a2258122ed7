using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Core2018.Files;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Core2018.Jobs;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;
using HpcClient.EmbeddedSite.Uploads;

namespace HpcClient.EmbeddedSite.Core2018.Uploads;

/// <summary>
/// <c>POST /engine</c>: outputs and metadata of a job; with a ticket it also ends the job, except that of an analysis. The
/// files are stored before it is looked whether the job still runs, and stay stored when it does not.
/// </summary>
internal sealed class CoreEngineRoutes(SiteState site, CoreLifecycle lifecycle)
{
    private static readonly string[] Levels = [ContainerLevel.Analysis, ContainerLevel.Acquisition, ContainerLevel.Session, ContainerLevel.Project];

    public void Map(Api api) => api.Post("/engine", UploadAsync);

    private async Task UploadAsync(ApiCall call)
    {
        if (!call.Caller.IsSuperuser)
        {
            throw new RequestRefused(402, "uploads must be from an authorized drone");
        }

        var upload = Read(call);
        if (call.Http.Request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new RequestRefused(500, "'NoneType' object has no attribute 'rfind'");
        }

        var form = await MultipartBody.ReadAsync(call, site.Contents);
        var metadata = CoreFileRoutes.MetadataOf(form);
        if (metadata is not null)
        {
            CoreMetadata.Check(metadata);
        }

        var stored = site.Database.Write(session => Store(session, call, upload, form, metadata));
        site.Database.Write(session => Finish(session, upload, form, metadata));
        await call.AnswerAsync(stored);
    }

    private CoreUpload Read(ApiCall call)
    {
        var level = call.Query("level") ?? throw RequestRefused.BadInput("container level is required");
        if (!Levels.Contains(level))
        {
            throw RequestRefused.BadInput("container level must be analysis, acquisition, session or project.");
        }

        var id = CoreCalls.CheckId(call.Query("id") ?? throw RequestRefused.BadInput("container id is required"));
        return site.Database.Read(session =>
        {
            if (DocumentTable.Find(session, level, id) is null)
            {
                throw new RequestRefused(500, "Must specify a target");
            }

            var job = call.Query("job") is { } jobId ? JobTable.IdOf(CoreJobView.Require(session, CoreCalls.CheckId(jobId))) : null;
            var ticket = call.Query("job_ticket") is not { Length: > 0 } given ? null
                : TicketTable.NoteOf(session, CoreCalls.CheckId(given), TicketTable.Completion) is { } note ? JsonText.ParseObject(note)
                : throw new RequestRefused(500, "'NoneType' object has no attribute '__getitem__'");
            // An analysis passes its ticket over.
            return new CoreUpload(level, id, job, level == ContainerLevel.Analysis ? null : ticket);
        });
    }

    private JsonArray Store(DatabaseSession session, ApiCall call, CoreUpload upload, UploadedForm form, JsonObject? metadata)
    {
        var origin = upload.Job is null ? call.Caller.Origin : new JsonObject { ["type"] = "job", ["id"] = upload.Job };
        var levelOfFiles = upload.Level == ContainerLevel.Analysis ? ContainerLevel.Acquisition : upload.Level;
        return form.Files.Select(file => FileView.Store(
            session, site.Clock, upload.Container, file.Name, file.Content, origin, CoreMetadata.OfFile(metadata, levelOfFiles, file.Name), upload.Failed)).ToJson();
    }

    private void Finish(DatabaseSession session, CoreUpload upload, UploadedForm form, JsonObject? metadata)
    {
        var job = upload.Job is null ? null : CoreJobView.Require(session, upload.Job);
        if (metadata is not null && upload.Level != ContainerLevel.Analysis)
        {
            if (job?.Map("inputs") is { Count: 0 } && metadata.Any(entry => entry.Value is JsonObject update && !update.ContainsKey("files")))
            {
                // A fault of the core, which clients must live with.
                throw new RequestRefused(500, "'NoneType' object has no attribute 'itervalues'");
            }

            if (!upload.Failed)
            {
                CoreMetadata.Apply(session, upload.Level, upload.Container, metadata);
            }
        }

        if (job is null)
        {
            return;
        }

        job["saved_files"] = form.Files.Select(file => file.Name).Distinct().ToJson();
        if (metadata is not null && upload.Level != ContainerLevel.Analysis)
        {
            job["produced_metadata"] = CoreMetadata.Produced(metadata, upload.Failed ? null : site.Clock.Stamp());
        }

        if (upload.Ticket is { } ticket)
        {
            job["profile"] = ticket.Only("elapsed");
            lifecycle.Change(session, job, ticket.Flag("success") == true ? JobStateWord.Complete : JobStateWord.Failed);
        }
        else
        {
            lifecycle.Set(session, job, JobTable.StateOf(job), touch: true);
        }
    }
}
