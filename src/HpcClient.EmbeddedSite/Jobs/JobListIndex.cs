using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Queries;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>The list that HPC clients ask for all day, one state and at most one tag, answered from an index: a page costs a page.</summary>
internal static class JobListIndex
{
    private const string Matching = "FROM jobs WHERE state=$0 AND ($1='' OR instr(tags, $1) > 0)";

    public static bool Covers(ListQuery query) => query.Sort.Count == 0
        && query.Filter.All(condition => condition is { Operator: "=", Field: "state" or "tags" })
        && query.Filter.Count(condition => condition.Field == "state") == 1
        && query.Filter.Count(condition => condition.Field == "tags") <= 1;

    public static List<JsonObject> Page(DatabaseSession session, ListQuery query, bool counts, out int total)
    {
        var state = query.Filter.Single(condition => condition.Field == "state").Value;
        var tag = query.Filter.FirstOrDefault(condition => condition.Field == "tags")?.Value is { } wanted ? JobTable.Marked(wanted) : "";
        total = counts ? (int)session.Number("SELECT count(*) " + Matching, state, tag) : 0;
        return session.Query(
            "SELECT body " + Matching + " AND id > $2 ORDER BY id LIMIT $3 OFFSET $4",
            row => JsonText.ParseObject(row.GetString(0)),
            state, tag, query.AfterId ?? "", query.Limit ?? -1, query.Skip);
    }
}
