using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Gears;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>What a gear reads as <c>config.json</c>. API keys are put in here only, and only while the job runs.</summary>
internal static class JobConfigFile
{
    public static JsonObject Make(DatabaseSession session, int port, JsonObject job)
    {
        var config = (JsonObject)job.Map("config")!.DeepClone();
        if (JobTable.StateOf(job) != JobStateWord.Running)
        {
            return config;
        }

        var inputs = config.Map("inputs")!;
        foreach (var (name, node) in GearTable.Find(session, job.Text("gear_id")!)?.Map("gear")?.Map("inputs") ?? [])
        {
            if (node is JsonObject input && input.Text("base") == "api-key")
            {
                var origin = job.Map("origin");
                if (origin?.Text("type") != "user" || origin.Text("id") is not { } user)
                {
                    throw new RequestRefused(500, "The gear wants an API key, and the job was not launched by a user.");
                }

                inputs[name] = new JsonObject { ["base"] = "api-key", ["key"] = $"127.0.0.1:{port}:{KeyTable.OfJob(session, JobTable.IdOf(job), user)}" };
            }
        }

        return config;
    }
}
