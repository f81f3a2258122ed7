using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>The end of a job: completion ticket, completion, retry.</summary>
internal sealed class JobEndRoutes(SiteState site, JobLifecycle lifecycle)
{
    public void Map(Api api)
    {
        api.PostOrPut("/jobs/{id}/prepare-complete", PrepareAsync);
        api.PostOrPut("/jobs/{id}/complete", CompleteAsync);
        api.Post("/jobs/{id}/retry", RetryAsync);
    }

    /// <summary>Given in any state, as sites do; it matters only while the job runs.</summary>
    private Task PrepareAsync(ApiCall call)
    {
        call.Caller.RequireDrone();
        var ticket = site.Clock.NewId();
        site.Database.Write(session =>
        {
            var job = JobTable.Require(session, call.Route("id"));
            TicketTable.Put(session, ticket, TicketTable.Completion, JobTable.IdOf(job));
        });
        return call.AnswerAsync(new JsonObject { ["ticket"] = ticket });
    }

    private async Task CompleteAsync(ApiCall call)
    {
        call.Caller.RequireDrone();
        var body = await call.ReadObjectAsync();
        var success = body.Flag("success") ?? throw RequestRefused.BadInput("success is missing.");
        var times = body.Map("profile") ?? [];
        JobProfileKeys.Check(times);
        site.Database.Write(session =>
        {
            var job = JobTable.Require(session, call.Route("id"));
            JobLifecycle.RequireNotOver(job);
            if (call.Query("job_ticket_id") is { Length: > 0 } ticket && !TicketTable.IsFor(session, ticket, TicketTable.Completion, JobTable.IdOf(job)))
            {
                throw RequestRefused.BadInput("The ticket is not one of this job.");
            }

            job["profile"] = JsonMerge.Over(job.Map("profile"), times);
            lifecycle.Move(session, job, success ? JobStateWord.Complete : JobStateWord.Failed, body.Text("failure_reason"));
            TicketTable.RemoveOf(session, TicketTable.Completion, JobTable.IdOf(job));
        });
        await call.AnswerNothingAsync();
    }

    private Task RetryAsync(ApiCall call)
    {
        var retry = site.Database.Write(session =>
        {
            var job = JobView.RequireReadable(session, call.Caller, call.Route("id"));
            var destination = job.Map("destination")!;
            var level = destination.Text("type")!;
            Permissions.Require(session, call.Caller, level, ContainerTable.Require(session, level, destination.Text("id")!), "rw");
            var state = JobTable.StateOf(job);
            if (!JobStateWord.IsFinal(state) || (state != JobStateWord.Failed && !call.Flag("ignoreState")))
            {
                throw RequestRefused.BadInput($"A job that is {state} cannot be retried{(JobStateWord.IsFinal(state) ? " without ignoreState=true" : "")}.");
            }

            return lifecycle.Retry(session, job);
        });
        return call.AnswerAsync(new JsonObject { ["_id"] = JobTable.IdOf(retry) });
    }
}
