using System.CommandLine;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Calling;

namespace HpcClient.Commands.Site;

/// <summary><c>site gear run</c>.</summary>
internal static class SiteGearRunCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var gear = new Argument<string>("GEAR") { Description = "Gear name, or name@version." };
        var input = new Option<string[]>("--input", "-i") { Description = "A file here, or group/project/subject/session/acquisition/file on the site.", HelpName = "NAME=FILE" };
        var config = new Option<string[]>("--config", "-c") { Description = "An option of the gear.", HelpName = "NAME=VALUE" };
        var tag = new Option<string[]>("--tag", "-t") { Description = "A tag of the job; may be repeated [default: hpc]." };
        var label = new Option<string>("--label") { Description = "Name of the job, and of the analysis when the gear makes one." };
        var project = new Option<string>("--project") { Description = "Where files from here go to when --destination is not given [default: local/gear-runs].", HelpName = "GROUP/PROJECT" };
        var destination = new Option<string>("--destination") { Description = "Container of the outputs, by labels; made when absent [default: the first input's].", HelpName = "GROUP/PROJECT/…" };
        var priority = new Option<string>("--priority") { Description = "low, medium, high or critical." };
        priority.AcceptOnlyFromAmong("low", "medium", "high", "critical");
        var user = new Option<string>("--as") { Description = "User who launches the job.", DefaultValueFactory = _ => SiteSecrets.Researcher };
        var command = new Command("run", "Launches a gear of the embedded site as a job and prints the job's id. To run a gear on local files without a site: fw-hpc-client gear run.") { gear, input, config, tag, label, project, destination, priority, user, data };
        command.SetAction((parsed, cancellationToken) => SiteRun.GuardAsync(async () =>
        {
            var folder = parsed.Folder(data);
            using var admin = SiteCaller.Connect(folder, SiteSecrets.Admin);
            using var launcher = SiteCaller.Connect(folder, parsed.GetRequiredValue(user));
            var launch = new GearLaunch(admin, launcher)
            {
                Tags = parsed.GetValue(tag) is { Length: > 0 } tags ? tags : ["hpc"],
                Label = parsed.GetValue(label),
                Project = parsed.GetValue(project) ?? GearLaunch.DefaultProject,
                Destination = parsed.GetValue(destination),
                Priority = parsed.GetValue(priority),
            };
            Console.WriteLine(await launch.RunAsync(parsed.GetRequiredValue(gear), Pairs("--input", parsed.GetValue(input)), Pairs("--config", parsed.GetValue(config)), cancellationToken));
        }, "launching the gear"));
        return command;
    }

    private static Dictionary<string, string> Pairs(string option, string[]? values)
    {
        var faults = new List<string>();
        var pairs = NameValuePairs.Read(option, values, faults);
        return faults.Count == 0 ? pairs : throw new CommandFault(ExitCodes.Usage, string.Join("\n", faults));
    }
}
