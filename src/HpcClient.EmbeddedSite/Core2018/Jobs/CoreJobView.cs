using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Jobs;

/// <summary>Jobs as a site of 2018 shows them: no gear info, no parents, no priority, no transitions.</summary>
internal static class CoreJobView
{
    private static readonly string[] Shown =
    [
        "id", "state", "tags", "origin", "gear_id", "inputs", "destination", "config", "attempt", "previous_job_id", "batch", "saved_files",
        "produced_metadata", "failed_output_accepted", "request", "created", "modified",
    ];

    public static JsonObject Of(JsonObject job)
    {
        var view = job.Only(Shown);
        if (view.Map("inputs") is not { Count: > 0 })
        {
            view.Remove("inputs");
        }

        view["profile"] = (job.Map("profile") ?? []).Only("elapsed");
        return view;
    }

    /// <exception cref="RequestRefused">404 in the words of 2018; 500 where it cannot be an id.</exception>
    public static JsonObject Require(DatabaseSession session, string id) => JobTable.Find(session, id) ?? throw RequestRefused.NotFound("Job not found");
}
