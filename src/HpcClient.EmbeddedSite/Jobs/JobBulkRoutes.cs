using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>Calls about many jobs at once: priority and cancel.</summary>
internal sealed class JobBulkRoutes(SiteState site, JobLifecycle lifecycle)
{
    public void Map(Api api)
    {
        api.Put("/jobs/priority", PriorityAsync);
        api.Put("/jobs/cancel/bulk", CancelAsync);
    }

    private async Task PriorityAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        var body = await call.ReadObjectAsync();
        var priority = body.Text("priority") ?? throw RequestRefused.BadInput("priority is missing.");
        var changed = site.Database.Write(session =>
        {
            var count = 0;
            foreach (var id in body.Texts("jobs").Concat(body.Texts("job_ids")))
            {
                var job = JobTable.Require(session, id);
                job["priority"] = priority;
                lifecycle.Touch(session, job);
                count++;
            }

            return count;
        });
        await call.AnswerAsync(new JsonObject { ["modified"] = changed });
    }

    private async Task CancelAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var body = await call.ReadObjectAsync();
        var cancelled = site.Database.Write(session =>
        {
            var count = 0;
            foreach (var id in body.Texts("jobs"))
            {
                var job = JobTable.Require(session, id);
                if (!call.Caller.IsAdmin && !JobView.IsOwner(call.Caller, job))
                {
                    throw RequestRefused.Forbidden("A user may only cancel a job of his own.");
                }

                lifecycle.Move(session, job, JobStateWord.Cancelled);
                count++;
            }

            return count;
        });
        await call.AnswerAsync(new JsonObject { ["modified"] = cancelled });
    }
}
