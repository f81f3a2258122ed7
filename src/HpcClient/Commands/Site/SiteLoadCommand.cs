using System.CommandLine;
using HpcClient.EmbeddedSite;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.EmbeddedSite.Loading;

namespace HpcClient.Commands.Site;

/// <summary><c>site load</c>.</summary>
internal static class SiteLoadCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var folder = new Argument<string>("FOLDER") { Description = "Tree of group/project/subject/session/acquisition/files." };
        var command = new Command("load", "Loads a folder of data into the site; again changes only what has changed.") { folder, data };
        command.SetAction((parsed, cancellationToken) => SiteRun.GuardAsync(async () =>
        {
            using var caller = SiteCaller.Connect(parsed.Folder(data), SiteSecrets.Admin);
            try
            {
                var summary = await new SiteLoader(caller).LoadAsync(parsed.GetRequiredValue(folder), cancellationToken);
                Console.WriteLine($"{summary.Containers} containers; {summary.Uploaded} files uploaded, {summary.Unchanged} unchanged.");
            }
            catch (EmbeddedSiteException e)
            {
                throw new CommandFault(ExitCodes.Folder, e.Message);
            }
        }, "loading"));
        return command;
    }
}
