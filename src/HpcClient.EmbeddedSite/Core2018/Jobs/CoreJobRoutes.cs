using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Core2018.Containers;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Core2018.Jobs;

/// <summary>One job: add, read, change, keep alive; and those of a session, the only list that there is.</summary>
internal sealed class CoreJobRoutes(SiteState site, CoreLifecycle lifecycle, CoreJobIntake intake)
{
    public void Map(Api api)
    {
        api.Post("/jobs/add", AddAsync);
        api.Get("/jobs/{id}", GetAsync);
        api.Put("/jobs/{id}", UpdateAsync);
        api.Get("/jobs/{id}/config.json", ConfigFileAsync);
        api.Get("/sessions/{id}/jobs", OfSessionAsync);
    }

    /// <summary>The core asked nobody who he is.</summary>
    private async Task AddAsync(ApiCall call)
    {
        var body = await call.ObjectAsync();
        var job = site.Database.Write(session => intake.Add(session, call.Caller, body));
        await call.AnswerAsync(new JsonObject { ["_id"] = JobTable.IdOf(job) });
    }

    private Task GetAsync(ApiCall call)
    {
        call.RequireAdmin();
        return call.AnswerAsync(CoreJobView.Of(site.Database.Read(session => CoreJobView.Require(session, call.Id()))));
    }

    /// <summary>An empty change, or <c>running</c> again, is the heartbeat; keys that mean nothing are taken in silence.</summary>
    private async Task UpdateAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var body = await call.ObjectAsync();
        site.Database.Write(session =>
        {
            var job = CoreJobView.Require(session, call.Id());
            if (!call.Caller.IsAdmin)
            {
                if (body.Count != 1 || body.Text("state") != JobStateWord.Cancelled)
                {
                    throw RequestRefused.Forbidden("User can only cancel jobs.");
                }

                if (!JobView.IsOwner(call.Caller, job))
                {
                    throw RequestRefused.Forbidden($"User does not have permission to access job {JobTable.IdOf(job)}");
                }
            }

            lifecycle.Change(session, job, body.Text("state"));
        });
        await call.NothingAsync();
    }

    private async Task ConfigFileAsync(ApiCall call)
    {
        call.RequireAdmin();
        var config = site.Database.Write(session => JobConfigFile.Make(session, site.Port, CoreJobView.Require(session, call.Id())));
        call.Http.Response.Headers.ContentDisposition = "attachment; filename=\"config.json\"";
        await call.AnswerBytesAsync(JsonText.Sorted(config), "application/octet-stream");
    }

    private Task OfSessionAsync(ApiCall call) => call.AnswerAsync(site.Database.Read(session =>
    {
        var container = CoreContainerRoutes.Require(session, ContainerLevel.Session, call.Id());
        CoreAccess.RequireContainer(session, call, ContainerLevel.Session, container, "ro");
        var states = call.Values("states");
        var tags = call.Values("tags");
        var jobs = JobStateWord.All.SelectMany(state => JobTable.InState(session, state))
            .Where(job => job.Map("parents")?.Text(ContainerLevel.Session) == container.Text("_id"))
            .Where(job => states.Length == 0 || states.Contains(JobTable.StateOf(job)))
            .Where(job => tags.Length == 0 || job.Texts("tags").Intersect(tags).Any())
            .OrderBy(JobTable.IdOf, StringComparer.Ordinal);
        return new JsonObject { ["jobs"] = jobs.Select(CoreJobView.Of).ToJson() };
    }));
}
