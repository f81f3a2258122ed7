using System.Text;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>A job's log: appended as sent, read as JSON, text or HTML.</summary>
internal sealed class JobLogRoutes(SiteState site, JobLifecycle lifecycle)
{
    private const string NoLogs = "<span class=\"fd--1\">No logs were found for this job.</span>";

    public void Map(Api api)
    {
        api.Post("/jobs/{id}/logs", AppendAsync);
        api.Get("/jobs/{id}/logs", ReadAsync);
        api.Get("/jobs/{id}/logs/text", TextAsync);
        api.Get("/jobs/{id}/logs/html", HtmlAsync);
    }

    private async Task AppendAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        var lines = (await call.ReadJsonAsync() as JsonArray ?? throw RequestRefused.BadInput("The body must be a list of {fd, msg}."))
            .Select(node => node is JsonObject line && line.Whole("fd") is { } fd && line.Text("msg") is { } msg
                ? (Descriptor: fd, Message: msg)
                : throw RequestRefused.BadInput("Each entry must have a whole number fd and a text msg.")).ToList();
        site.Database.Write(session =>
        {
            var job = JobTable.Require(session, call.Route("id"));
            lifecycle.Touch(session, job);
            foreach (var (descriptor, message) in lines)
            {
                JobLogTable.Add(session, JobTable.IdOf(job), descriptor, message);
            }
        });
        await call.AnswerNothingAsync();
    }

    private Task ReadAsync(ApiCall call) => call.AnswerAsync(new JsonObject { ["_id"] = call.Route("id"), ["logs"] = Lines(call).ToJson() });

    private Task TextAsync(ApiCall call)
    {
        var lines = Lines(call);
        call.Http.Response.Headers.ContentDisposition = $"attachment; filename=\"job-{call.Route("id")}-logs.txt\"";
        return call.AnswerBytesAsync(
            Encoding.UTF8.GetBytes(lines.Count == 0 ? NoLogs : string.Concat(lines.Select(line => line.Text("msg")))),
            "application/octet-stream");
    }

    private Task HtmlAsync(ApiCall call) => call.AnswerBytesAsync(JobLogHtml.Of(Lines(call), NoLogs), "text/html; charset=utf-8");

    private List<JsonObject> Lines(ApiCall call) => site.Database.Read(session =>
    {
        JobView.RequireReadable(session, call.Caller, call.Route("id"));
        return JobLogTable.List(session, call.Route("id"));
    });
}
