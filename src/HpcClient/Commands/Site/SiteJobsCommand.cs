using System.CommandLine;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.Commands.Site;

/// <summary><c>site jobs</c>.</summary>
internal static class SiteJobsCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var json = new Option<bool>("--json") { Description = "Print the site's documents as JSON." };
        var state = new Option<string>("--state") { Description = "Only jobs in this state." };
        state.AcceptOnlyFromAmong("pending", "running", "complete", "failed", "cancelled");
        var command = new Command("jobs", "Lists the site's jobs.") { json, state, data };
        command.SetAction((parsed, cancellationToken) => SiteRun.GuardAsync(async () =>
        {
            using var caller = SiteCaller.Connect(parsed.Folder(data), SiteSecrets.Admin);
            var wanted = parsed.GetValue(state);
            var jobs = (await JobFinder.ListAsync(caller, cancellationToken)).Where(job => wanted is null || job.Text("state") == wanted).ToList();
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonText.Of(jobs.Select(job => (JsonObject)job.DeepClone()).ToJson()));
                return;
            }

            SiteTable.Print(
                [
                    new("JOB"), new("STATE"), new("GEAR") { IsCut = true }, new("LABEL") { IsCut = true, Leaves = 3 }, new("TAGS") { IsCut = true, Leaves = 4 },
                    new("ATTEMPT") { IsNumber = true, Leaves = 2 }, new("BY") { IsCut = true, Leaves = 5 }, new("CREATED") { Leaves = 1 }, new("REASON") { IsCut = true },
                ],
                jobs.Select(Row));
        }));
        return command;
    }

    private static string[] Row(JsonObject job) =>
    [
        job.Text("id")!,
        job.Text("state")!,
        $"{job.Map("gear_info")?.Text("name")} {job.Map("gear_info")?.Text("version")}",
        job.Text("label") ?? "",
        string.Join(",", job.Texts("tags")),
        job.Whole("attempt")?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        job.Map("origin")?.Text("id") ?? "",
        job.Text("created")?[..19] ?? "",
        job.Text("failure_reason") ?? (job["retried"] is null ? "" : "retried"),
    ];
}
