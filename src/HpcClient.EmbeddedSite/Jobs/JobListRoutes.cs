using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Queries;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary><c>GET /jobs</c>: read row by row, so that a page of many thousands of jobs costs one page.</summary>
internal sealed class JobListRoutes(SiteState site)
{
    public void Map(Api api) => api.Get("/jobs", ListAsync);

    private Task ListAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var query = ListQuery.Read(call);
        var page = new List<JsonObject>();
        var total = 0;
        if (call.Caller.IsAdmin && JobListIndex.Covers(query))
        {
            page = site.Database.Read(session => JobListIndex.Page(session, query, call.Accepts("pagination"), out total));
            return AnswerAsync(call, page, total);
        }

        site.Database.Read(session =>
        {
            var inOrder = query.Sort.Count == 0;
            var counts = call.Accepts("pagination");
            bool Take(JsonObject job)
            {
                if (!query.Matches(job) || !JobView.MayRead(session, call.Caller, job))
                {
                    return true;
                }

                total++;
                if (!inOrder)
                {
                    page.Add(job);
                    return true;
                }

                var before = query.AfterId is { } after && string.CompareOrdinal(JobTable.IdOf(job), after) <= 0;
                if (!before && total > query.Skip && (query.Limit is not { } limit || page.Count < limit))
                {
                    page.Add(job);
                }

                // Without a total to tell, nothing behind the page matters.
                return counts || query.Limit is not { } most || page.Count < most;
            }

            Scan(session, query, counts, Take);
            if (!inOrder)
            {
                page = [.. query.Order(page).Skip(query.Skip).Take(query.Limit ?? int.MaxValue)];
            }

            return true;
        });
        return AnswerAsync(call, page, total);
    }

    private static Task AnswerAsync(ApiCall call, List<JsonObject> page, int total)
    {
        if (!call.Flag("include_all_info"))
        {
            // Sites leave it out of list entries, and clients must cope.
            page.ForEach(job => job.Remove("priority"));
        }

        return ListQuery.AnswerPageAsync(call, page, total);
    }

    private static void Scan(DatabaseSession session, ListQuery query, bool counts, Func<JsonObject, bool> take)
    {
        var after = counts ? "" : query.AfterId ?? "";
        var state = query.Filter.FirstOrDefault(condition => condition is { Field: "state", Operator: "=" })?.Value;
        if (state is null)
        {
            session.Scan("SELECT body FROM jobs WHERE id > $0 ORDER BY id", row => take(JsonText.ParseObject(row.GetString(0))), after);
        }
        else
        {
            session.Scan("SELECT body FROM jobs WHERE id > $0 AND state=$1 ORDER BY id", row => take(JsonText.ParseObject(row.GetString(0))), after, state);
        }
    }
}
