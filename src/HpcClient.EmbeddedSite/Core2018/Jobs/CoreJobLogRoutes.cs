using System.Text;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Core2018.Jobs;

/// <summary>A job's log. A post is a heartbeat, also of a job that still waits; what is no line is passed over.</summary>
internal sealed class CoreJobLogRoutes(SiteState site, CoreLifecycle lifecycle)
{
    private const string NoLogs = "<span class=\"fd--1\">No logs were found for this job.</span>";

    public void Map(Api api)
    {
        api.Post("/jobs/{id}/logs", AppendAsync);
        api.Get("/jobs/{id}/logs", call => call.AnswerAsync(new JsonObject { ["_id"] = call.Id(), ["logs"] = Lines(call).ToJson() }));
        api.Get("/jobs/{id}/logs/text", TextAsync);
        api.Get("/jobs/{id}/logs/html", HtmlAsync);
    }

    private async Task AppendAsync(ApiCall call)
    {
        call.RequireAdmin();
        var lines = await call.JsonAsync() as JsonArray ?? [];
        site.Database.Write(session =>
        {
            var job = CoreJobView.Require(session, call.Id());
            lifecycle.Change(session, job);
            foreach (var line in lines.OfType<JsonObject>())
            {
                if (line.Whole("fd") is { } descriptor && line.Text("msg") is { } message)
                {
                    JobLogTable.Add(session, JobTable.IdOf(job), descriptor, message);
                }
            }
        });
        await call.NothingAsync();
    }

    private Task TextAsync(ApiCall call)
    {
        var lines = Lines(call);
        call.Http.Response.Headers.ContentDisposition = $"attachment; filename=\"job-{call.Id()}-logs.txt\"";
        return lines.Count == 0
            ? call.AnswerBytesAsync(Encoding.UTF8.GetBytes(NoLogs), "application/octet-stream")
            : call.AnswerBytesAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line.Text("msg")))), "application/octet-stream; charset=utf-8");
    }

    private Task HtmlAsync(ApiCall call) => call.AnswerBytesAsync(JobLogHtml.Of(Lines(call), NoLogs), "text/html; charset=utf-8");

    private List<JsonObject> Lines(ApiCall call) => site.Database.Read(session =>
    {
        var job = CoreJobView.Require(session, call.Id());
        if (!call.Caller.IsAdmin)
        {
            var destination = job.Map("destination")!;
            var level = destination.Text("type")!;
            CoreAccess.RequireJob(session, call.Caller, level, ContainerTable.Require(session, level, destination.Text("id")!), "ro");
        }

        return JobLogTable.List(session, JobTable.IdOf(job));
    });
}
