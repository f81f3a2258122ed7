using System.CommandLine;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.Commands.Site;

/// <summary><c>site retry</c>.</summary>
internal static class SiteRetryCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var job = new Argument<string>("JOB") { Description = JobFinder.Help };
        var command = new Command("retry", "Runs an ended job again, as a new job, and prints the new id.") { job, data };
        command.SetAction((parsed, cancellationToken) => SiteRun.GuardAsync(async () =>
        {
            using var caller = SiteCaller.Connect(parsed.Folder(data), SiteSecrets.Admin);
            var id = await JobFinder.FindAsync(caller, parsed.GetRequiredValue(job), cancellationToken);
            var answer = await caller.PostAsync($"jobs/{id}/retry?ignoreState=true", new JsonObject(), cancellationToken) as JsonObject;
            Console.WriteLine(answer?.Text("_id"));
        }));
        return command;
    }
}
