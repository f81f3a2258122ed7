using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Files;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Uploads;

/// <summary><c>POST /engine</c>: outputs and metadata of a job. Files first, streamed; then one transaction records all or nothing.</summary>
internal sealed class EngineRoutes(SiteState site)
{
    private readonly SignedUploads _signed = new();

    public void Map(Api api)
    {
        api.Post("/engine", UploadAsync);
        api.Put("/upload/fs-file", PutSignedAsync);
    }

    private async Task UploadAsync(ApiCall call)
    {
        if (!call.Caller.IsDrone)
        {
            throw new RequestRefused(402, "uploads must be from an authorized drone");
        }

        var level = call.Query("level") ?? throw RequestRefused.BadInput("level is missing.");
        var id = call.Query("id") ?? throw RequestRefused.BadInput("id is missing.");
        var jobId = call.Query("job");
        site.Database.Read(session => Check(session, call, level, id, jobId));
        var ticket = call.Query("upload_ticket");
        if (ticket is "")
        {
            await OfferAsync(call);
            return;
        }

        var form = ticket is null
            ? await MultipartBody.ReadAsync(call, site.Contents)
            : _signed.Take(ticket) ?? throw RequestRefused.BadInput("The upload ticket is unknown, or a file of it has not arrived.");
        var metadata = form.Metadata;
        if (level == ContainerLevel.Analysis && form.Files.Count == 0 && metadata is null)
        {
            throw RequestRefused.BadInput("An upload to an analysis needs files.");
        }

        var records = site.Database.Write(session =>
        {
            var job = Check(session, call, level, id, jobId);
            return Record(session, call, level, id, form, metadata, job);
        });
        await call.AnswerAsync(records.ToJson());
    }

    private async Task OfferAsync(ApiCall call)
    {
        if (!site.Options.SignedUploads)
        {
            throw RequestRefused.BadInput("This site has no signed uploads: send the files in the form.");
        }

        var wish = await call.ReadObjectAsync();
        var names = wish.Texts("filenames").Select(FileTable.CheckName).Distinct().ToList();
        var (ticket, tokens) = _signed.Begin(names, wish.Map("metadata"));
        var urls = new JsonObject();
        foreach (var (name, token) in tokens)
        {
            urls[name] = $"http://127.0.0.1:{site.Port}/api/upload/fs-file?token={token}";
        }

        await call.AnswerAsync(new JsonObject { ["ticket"] = ticket, ["urls"] = urls, ["headers"] = new JsonObject() });
    }

    /// <summary>The token is all that the caller needs, as with a storage's signed address.</summary>
    private async Task PutSignedAsync(ApiCall call)
    {
        var token = call.Query("token") ?? "";
        if (!_signed.Knows(token))
        {
            throw RequestRefused.Forbidden("The address is not, or no longer, signed.");
        }

        _signed.Put(token, await site.Contents.WriteAsync(call.Http.Request.Body, call.Aborted));
        await call.AnswerNothingAsync();
    }

    /// <summary>Before the files are read, and again when they are: the job may have ended meanwhile.</summary>
    private static JsonObject? Check(DatabaseSession session, ApiCall call, string level, string id, string? jobId)
    {
        _ = ContainerTable.Require(session, level, id);
        if (jobId is null)
        {
            return null;
        }

        var job = JobTable.Require(session, jobId);
        JobLifecycle.RequireNotOver(job);
        return call.Query("job_ticket") is { Length: > 0 } ticket && !TicketTable.IsFor(session, ticket, TicketTable.Completion, jobId)
            ? throw RequestRefused.BadInput("The ticket is not one of this job.")
            : job;
    }

    private List<JsonObject> Record(DatabaseSession session, ApiCall call, string level, string id, UploadedForm form, JsonObject? metadata, JsonObject? job)
    {
        var origin = job is null ? call.Caller.Origin : new JsonObject { ["type"] = "job", ["id"] = JobTable.IdOf(job) };
        foreach (var file in form.Files)
        {
            FileTable.Store(session, site.Clock, id, file.Name, file.Content, origin);
        }

        if (metadata is not null)
        {
            EngineMetadata.Apply(session, site.Clock, level, id, metadata);
        }

        var names = form.Files.Select(file => file.Name).Distinct().ToList();
        var records = names.Select(name => FileTable.Find(session, id, name)!).ToList();
        if (job is not null)
        {
            job["saved_files"] = job.Texts("saved_files").Concat(names).Distinct().ToJson();
            job["produced_metadata"] = metadata?.DeepClone() ?? job["produced_metadata"]?.DeepClone() ?? new JsonObject();
            var profile = job.Map("profile") ?? [];
            profile["total_output_files"] = records.Count;
            profile["total_output_size_bytes"] = records.Sum(record => record.Whole("size") ?? 0);
            job["profile"] = profile;
            job["modified"] = site.Clock.Stamp();
            JobTable.Put(session, job);
        }

        return records;
    }
}
