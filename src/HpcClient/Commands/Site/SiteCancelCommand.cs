using System.CommandLine;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Calling;

namespace HpcClient.Commands.Site;

/// <summary><c>site cancel</c>.</summary>
internal static class SiteCancelCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var job = new Argument<string>("JOB") { Description = JobFinder.Help };
        var command = new Command("cancel", "Cancels a job, as a user would on the web page.") { job, data };
        command.SetAction((parsed, cancellationToken) => SiteRun.GuardAsync(async () =>
        {
            using var caller = SiteCaller.Connect(parsed.Folder(data), SiteSecrets.Admin);
            var id = await JobFinder.FindAsync(caller, parsed.GetRequiredValue(job), cancellationToken);
            await caller.PutAsync($"jobs/{id}", new JsonObject { ["state"] = "cancelled" }, cancellationToken);
            Console.WriteLine($"Cancelled {id}.");
        }));
        return command;
    }
}
