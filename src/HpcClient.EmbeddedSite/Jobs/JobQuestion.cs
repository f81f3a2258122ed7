using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>What an engine asks for with <c>POST /jobs/ask</c>.</summary>
internal sealed record JobQuestion(JsonObject White, JsonObject Black, string[] Capabilities, long Jobs, bool Peek, bool States)
{
    public static JobQuestion Read(JsonObject body)
    {
        var answer = body.Map("return") ?? throw Missing("return");
        var question = new JobQuestion(
            body.Map("whitelist") ?? throw Missing("whitelist"),
            body.Map("blacklist") ?? throw Missing("blacklist"),
            [.. (body.List("capabilities") is null ? throw Missing("capabilities") : body.Texts("capabilities"))],
            answer.Whole("jobs") ?? 0,
            answer.Flag("peek") == true,
            answer.Flag("states") == true);
        return question switch
        {
            { Jobs: > 1 or < 0 } => throw RequestRefused.BadInput("return.jobs must be 0 or 1."),
            { Jobs: 0, States: false } => throw RequestRefused.Invalid("return must ask for jobs or for states.", "return"),
            _ => question,
        };
    }

    public bool Matches(JsonObject job) =>
        White.All(entry => White.Texts(entry.Key).ToArray() is { Length: 0 } || White.Texts(entry.Key).Intersect(Facts(job, entry.Key)).Any())
        && !Black.Any(entry => Black.Texts(entry.Key).Intersect(Facts(job, entry.Key)).Any())
        && job.Map("gear_info")!.Texts("capabilities").All(Capabilities.Contains);

    private static IEnumerable<string> Facts(JsonObject job, string key) => key switch
    {
        "tag" => job.Texts("tags"),
        "gear-name" => [job.Map("gear_info")!.Text("name") ?? ""],
        "group" => [job.Map("parents")?.Text("group") ?? ""],
        "created-by" => [job.Map("origin")?.Text("id") ?? ""],
        "compute-provider" => [job.Text("compute_provider_id") ?? ""],
        _ => throw RequestRefused.BadInput($"'{key}' is not a key of a whitelist or blacklist."),
    };

    private static RequestRefused Missing(string key) => RequestRefused.BadInput($"{key} is missing.");
}
