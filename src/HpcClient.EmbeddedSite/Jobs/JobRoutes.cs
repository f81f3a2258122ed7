using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>One job: add, read, change, keep alive.</summary>
internal sealed class JobRoutes(SiteState site, JobLifecycle lifecycle, JobIntake intake)
{
    private static readonly string[] Settable = ["state", "failure_reason", "tags", "label", "priority"];

    public void Map(Api api)
    {
        api.Post("/jobs/add", AddAsync);
        api.Get("/jobs/{id}", GetAsync);
        api.Get("/jobs/{id}/detail", DetailAsync);
        api.Put("/jobs/{id}", UpdateAsync);
        api.Put("/jobs/{id}/heartbeat", HeartbeatAsync);
        api.Put("/jobs/{id}/profile", ProfileAsync);
        api.Get("/jobs/{id}/config.json", ConfigFileAsync);
    }

    private async Task AddAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var body = await call.ReadObjectAsync();
        var job = site.Database.Write(session => intake.Add(session, call.Caller, body));
        await call.AnswerAsync(new JsonObject { ["_id"] = JobTable.IdOf(job) });
    }

    private Task GetAsync(ApiCall call) => call.AnswerAsync(site.Database.Read(session => JobView.RequireReadable(session, call.Caller, call.Route("id"))));

    private Task DetailAsync(ApiCall call) =>
        call.AnswerAsync(site.Database.Read(session => JobView.Detail(session, JobView.RequireReadable(session, call.Caller, call.Route("id")))));

    private async Task UpdateAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var body = await call.ReadObjectAsync();
        site.Database.Write(session =>
        {
            var job = JobTable.Require(session, call.Route("id"));
            if (!call.Caller.IsAdmin && !(JobView.IsOwner(call.Caller, job) && body.Count == 1 && body.Text("state") == JobStateWord.Cancelled))
            {
                throw RequestRefused.Forbidden("A user may only cancel a job of his own.");
            }

            Update(session, call.Caller, job, body);
        });
        await call.AnswerNothingAsync();
    }

    private void Update(DatabaseSession session, Caller caller, JsonObject job, JsonObject body)
    {
        JobLifecycle.RequireNotOver(job);
        if (body.FirstOrDefault(entry => !Settable.Contains(entry.Key)).Key is { } unknown)
        {
            throw RequestRefused.BadInput($"'{unknown}' of a job cannot be set.");
        }

        foreach (var key in Settable.Except(["state"]))
        {
            if (body[key] is { } value)
            {
                job[key] = value.DeepClone();
            }
        }

        switch (body.Text("state"))
        {
            case null:
                lifecycle.Touch(session, job);
                break;
            case JobStateWord.Running when !caller.IsDrone:
                throw RequestRefused.Forbidden("Only a drone may start a job.");
            case JobStateWord.Running when JobTable.StateOf(job) == JobStateWord.Pending:
                lifecycle.Start(session, job, $"device {caller.Id}");
                break;
            case { } state when JobStateWord.All.Contains(state):
                lifecycle.Move(session, job, state, body.Text("failure_reason"));
                break;
            case { } state:
                throw RequestRefused.BadInput($"'{state}' is not a state of a job.");
        }
    }

    private Task HeartbeatAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        site.Database.Write(session => lifecycle.Touch(session, JobTable.Require(session, call.Route("id"))));
        return call.AnswerNothingAsync();
    }

    private async Task ProfileAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        var body = await call.ReadObjectAsync();
        JobProfileKeys.Check(body);
        site.Database.Write(session =>
        {
            var job = JobTable.Require(session, call.Route("id"));
            JobLifecycle.RequireNotOver(job);
            job["profile"] = JsonMerge.Over(job.Map("profile"), body);
            lifecycle.Touch(session, job);
        });
        await call.AnswerAsync(new JsonObject { ["modified"] = 1 });
    }

    private async Task ConfigFileAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        var config = site.Database.Write(session => JobConfigFile.Make(session, site.Port, JobTable.Require(session, call.Route("id"))));
        call.Http.Response.Headers.ContentDisposition = "attachment; filename=\"config.json\"";
        await call.AnswerBytesAsync(JsonText.Sorted(config), "application/octet-stream");
    }
}
