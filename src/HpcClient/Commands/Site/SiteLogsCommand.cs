using System.CommandLine;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.EmbeddedSite.Json;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Commands.Site;

/// <summary><c>site logs</c>.</summary>
internal static class SiteLogsCommand
{
    private static readonly TimeSpan FollowInterval = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var data = DataOption.Create();
        var job = new Argument<string>("JOB") { Description = JobFinder.Help };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the job has ended." };
        var command = new Command("logs", "Prints a job's log; the system's lines begin with '# '.") { job, follow, data };
        command.SetAction((parsed, cancellationToken) => SiteRun.GuardAsync(async () =>
        {
            using var caller = SiteCaller.Connect(parsed.Folder(data), SiteSecrets.Admin);
            var id = await JobFinder.FindAsync(caller, parsed.GetRequiredValue(job), cancellationToken);
            await PrintAsync(caller, id, parsed.GetValue(follow), cancellationToken);
        }));
        return command;
    }

    private static async Task PrintAsync(SiteCaller caller, string id, bool follow, CancellationToken cancellationToken)
    {
        var printed = 0;
        while (true)
        {
            // The state first: what was logged before the end is then surely among the lines.
            var ended = !follow || JobStates.Parse((await caller.GetAsync($"jobs/{id}", cancellationToken) as JsonObject)?.Text("state")).IsFinal();
            var lines = (await caller.GetAsync($"jobs/{id}/logs", cancellationToken) as JsonObject)?.List("logs") ?? [];
            foreach (var line in lines.OfType<JsonObject>().Skip(printed))
            {
                Console.Write((line.Whole("fd") == LogLine.System ? "# " : "") + line.Text("msg"));
            }

            printed = lines.Count;
            if (ended)
            {
                return;
            }

            await Task.Delay(FollowInterval, cancellationToken);
        }
    }
}
