using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Core2018.Files;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Core2018.Uploads;
using HpcClient.EmbeddedSite.Files;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Jobs;

/// <summary>The end of a job: the ticket that says how it ended, retry, and taking over what a failed one left.</summary>
internal sealed class CoreJobEndRoutes(SiteState site, CoreLifecycle lifecycle)
{
    public void Map(Api api)
    {
        api.Post("/jobs/{id}/prepare-complete", PrepareAsync);
        api.Post("/jobs/{id}/retry", RetryAsync);
        api.Post("/jobs/{id}/accept-failed-output", AcceptAsync);
    }

    /// <summary>In any state; the upload with the ticket then ends the job.</summary>
    private async Task PrepareAsync(ApiCall call)
    {
        call.Caller.RequireDrone();
        var body = await call.ObjectAsync();
        var id = call.Id();
        var ticket = site.Clock.NewId();
        site.Database.Write(session =>
        {
            _ = CoreJobView.Require(session, id);
            foreach (var key in (string[])["success", "elapsed"])
            {
                if (!body.ContainsKey(key))
                {
                    throw new RequestRefused(500, $"Key '{key}' was not found");
                }
            }

            TicketTable.Put(session, ticket, TicketTable.Completion, id, JsonText.Of(body.Only("success", "elapsed")));
        });
        await call.AnswerAsync(new JsonObject { ["ticket"] = ticket });
    }

    private Task RetryAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        return call.AnswerAsync(site.Database.Write(session =>
        {
            var job = CoreJobView.Require(session, call.Id());
            if (!call.Caller.IsAdmin && !JobView.IsOwner(call.Caller, job))
            {
                throw RequestRefused.Forbidden($"User does not have permission to access job {JobTable.IdOf(job)}");
            }

            return new JsonObject { ["_id"] = JobTable.IdOf(lifecycle.Retry(session, job)) };
        }));
    }

    private Task AcceptAsync(ApiCall call)
    {
        call.RequireAdmin();
        site.Database.Write(session =>
        {
            var job = CoreJobView.Require(session, call.Id());
            if (JobTable.StateOf(job) != JobStateWord.Failed)
            {
                throw RequestRefused.BadInput("Can only accept failed output of a job that failed");
            }

            var destination = job.Map("destination")!;
            foreach (var record in FileTable.List(session, destination.Text("id")!).Where(record => record.Map("origin")?.Text("id") == JobTable.IdOf(job)))
            {
                record.Remove(FileView.FromFailedJob);
                FileTable.Put(session, destination.Text("id")!, record);
            }

            CoreMetadata.Apply(session, destination.Text("type")!, destination.Text("id")!, job.Map("produced_metadata") ?? []);
            job["produced_metadata"] = CoreMetadata.Produced(job.Map("produced_metadata") ?? [], site.Clock.Stamp());
            job["failed_output_accepted"] = true;
            JobTable.Put(session, job);
        });
        return call.NothingAsync();
    }
}
