using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Core2018.Jobs;

/// <summary>The queue as engines see it: the next job, counts, orphans.</summary>
internal sealed class CoreQueueRoutes(SiteState site, CoreLifecycle lifecycle, CoreOrphanScan orphans)
{
    private const int DefaultRecent = 3;

    public void Map(Api api)
    {
        api.Get("/jobs/next", NextAsync);
        api.Get("/jobs/pending", PendingAsync);
        api.Get("/jobs/stats", StatsAsync);
        api.Post("/jobs/reap", ReapAsync);
    }

    private Task NextAsync(ApiCall call)
    {
        call.RequireAdmin();
        // Repeated, not parted by commas, unlike everywhere else.
        var tags = call.Http.Request.Query["tags"].OfType<string>().ToArray();
        return call.AnswerAsync(site.Database.Write(session =>
        {
            var job = JobTable.InState(session, JobStateWord.Pending).FirstOrDefault(candidate => HasOneOf(candidate, tags))
                ?? throw RequestRefused.BadInput("No jobs to process");
            if (call.Flag("peek"))
            {
                CoreLifecycle.WithRequest(session, job);
            }
            else
            {
                lifecycle.HandOut(session, job);
            }

            return CoreJobView.Of(job);
        }));
    }

    private Task PendingAsync(ApiCall call)
    {
        call.RequireAdmin();
        var tags = call.Values("tags");
        var count = site.Database.Read(session => JobTable.InState(session, JobStateWord.Pending).Count(job => HasOneOf(job, tags)));
        return call.AnswerAsync(new JsonObject { ["states"] = new JsonObject { [JobStateWord.Pending] = count } });
    }

    private Task StatsAsync(ApiCall call)
    {
        call.RequireAdmin();
        var tags = call.Values("tags");
        var last = int.TryParse(call.Query("last"), out var asked) ? asked : DefaultRecent;
        return call.AnswerAsync(site.Database.Read(session =>
        {
            var byState = JobStateWord.All.ToDictionary(state => state, state => JobTable.InState(session, state));
            var answer = new JsonObject { ["states"] = Map(state => byState[state].Count(job => HasOneOf(job, tags))) };
            if (call.Flag("all") || call.Flag("unique"))
            {
                answer["unique"] = byState.Values.SelectMany(jobs => jobs).SelectMany(job => job.Texts("tags")).Distinct().Order(StringComparer.Ordinal).ToJson();
            }

            if (call.Flag("all") || call.Flag("recent"))
            {
                answer["recent"] = Map(state => byState[state].AsEnumerable().Reverse().Take(last)
                    .Select(job => new JsonObject { ["_id"] = JobTable.IdOf(job), ["modified"] = job.Text("modified") }).ToJson());
            }

            return answer;
        }));
    }

    private Task ReapAsync(ApiCall call)
    {
        call.RequireAdmin();
        return call.AnswerAsync(new JsonObject { ["orphaned"] = orphans.Run() });
    }

    private static JsonObject Map(Func<string, JsonNode?> value) => new(JobStateWord.All.Select(state => KeyValuePair.Create(state, value(state))));

    private static bool HasOneOf(JsonObject job, string[] tags) => tags.Length == 0 || job.Texts("tags").Intersect(tags).Any();
}
