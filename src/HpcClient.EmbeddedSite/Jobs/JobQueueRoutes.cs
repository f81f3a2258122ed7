using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.HoldEngine;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>The queue as engines see it: ask, next, counts, orphans.</summary>
internal sealed class JobQueueRoutes(SiteState site, JobLifecycle lifecycle, OrphanScan orphans)
{
    public void Map(Api api)
    {
        api.Post("/jobs/ask", AskAsync);
        api.Get("/jobs/next", NextAsync);
        api.Get("/jobs/pending", PendingAsync);
        api.Get("/jobs/stats", StatsAsync);
        api.Post("/jobs/reap", ReapAsync);
    }

    private async Task AskAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        var question = JobQuestion.Read(await call.ReadObjectAsync());
        var answer = site.Database.Write(session =>
        {
            var matching = JobTable.InState(session, JobStateWord.Pending).Where(question.Matches).ToList();
            var result = new JsonObject { ["jobs"] = new JsonArray() };
            if (question.States)
            {
                result["states"] = Count(session, question.Matches);
            }

            if (question.Jobs > 0 && matching.FirstOrDefault() is { } job)
            {
                if (!question.Peek)
                {
                    lifecycle.Start(session, job, $"device {call.Caller.Id}");
                }

                result["jobs"] = new JsonArray(job);
            }

            return result;
        });
        await call.AnswerAsync(answer);
    }

    private Task NextAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        var tags = call.Values("tags");
        var job = site.Database.Write(session =>
        {
            var next = JobTable.InState(session, JobStateWord.Pending).FirstOrDefault(candidate => HasTags(candidate, tags))
                ?? throw RequestRefused.BadInput("No jobs to process.");
            if (!call.Flag("peek"))
            {
                lifecycle.Start(session, next, $"device {call.Caller.Id}");
            }

            return next;
        });
        return call.AnswerAsync(job);
    }

    private Task PendingAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        var tags = call.Values("tags");
        var count = site.Database.Read(session => JobTable.InState(session, JobStateWord.Pending).Count(job => HasTags(job, tags)));
        return call.AnswerAsync(new JsonObject { ["states"] = new JsonObject { [JobStateWord.Pending] = count } });
    }

    private Task StatsAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        var tags = call.Values("tags");
        return call.AnswerAsync(new JsonObject { ["states"] = site.Database.Read(session => Count(session, job => HasTags(job, tags))) });
    }

    private Task ReapAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        return call.AnswerAsync(new JsonObject { ["orphaned"] = orphans.Run() });
    }

    private static JsonObject Count(DatabaseSession session, Func<JsonObject, bool> counts)
    {
        var states = new JsonObject();
        foreach (var state in JobStateWord.All)
        {
            states[state] = JobTable.InState(session, state).Count(counts);
        }

        return states;
    }

    /// <summary>At least one of the plain tags, and none of those behind an exclamation mark.</summary>
    private static bool HasTags(JsonObject job, string[] wanted)
    {
        var tags = job.Texts("tags").ToHashSet(StringComparer.Ordinal);
        var plain = wanted.Where(tag => tag[0] != '!').ToArray();
        return (plain.Length == 0 || plain.Any(tags.Contains)) && !wanted.Any(tag => tag[0] == '!' && tags.Contains(tag[1..]));
    }
}
