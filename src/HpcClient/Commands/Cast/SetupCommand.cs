using System.CommandLine;
using HpcClient.Output;
using HpcClient.Scheduling;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Setup;

namespace HpcClient.Commands.Cast;

/// <summary><c>setup</c>: makes the folder with commented settings and the engine link.</summary>
internal static class SetupCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var basic = new Option<bool>("--basic") { Description = "Write the commented templates only, without questions." };
        var cluster = new Option<string>("--cluster")
        {
            Description = $"The scheduler: {string.Join(", ", SchedulerRegistry.Names)}.",
            HelpName = "NAME",
            DefaultValueFactory = _ => "slurm",
        };
        var replace = new Option<bool>("--replace-engine") { Description = "Let logs/temp/engine lead to this executable even when another engine is there." };
        var command = new Command("setup", "Makes the folder: settings with a comment for every key, logs, state, and the engine link. Existing settings stay as they are.") { folder, basic, cluster, replace };
        command.SetAction(parse => Make(FolderOption.Read(parse, folder), parse.GetRequiredValue(cluster), parse.GetValue(replace)));
        return command;
    }

    private static int Make(WorkFolder folder, string cluster, bool replaceEngine)
    {
        if (SchedulerRegistry.Defaults(cluster) is null)
        {
            return Failure.Say(SchedulerRegistry.Fault(cluster)!, ExitCodes.Usage);
        }

        var result = FolderSetup.Make(folder, new() { Executable = Environment.ProcessPath!, Cluster = cluster, ReplaceEngine = replaceEngine });
        foreach (var made in result.Made)
        {
            Console.WriteLine($"made  {made}");
        }

        foreach (var left in result.Left)
        {
            Console.WriteLine($"kept  {left}{(left == folder.EngineLink && !IsOurs(left) ? " (another engine: jobs run with it until you add --replace-engine)" : "")}");
        }

        if (result.Fault is { } fault)
        {
            return Failure.Say(fault, ExitCodes.Folder);
        }

        Console.WriteLine($"""

            Next:
              1. Write your site's host name and drone secret into {folder.CredentialsFile}
              2. Look through {folder.CastFile}
              3. Look for jobs once:  fw-hpc-client run --folder {folder.Root}
              4. Let cron do it each minute:  * * * * * {folder.StartFile}
            """);
        return ExitCodes.Success;
    }

    private static bool IsOurs(string link) =>
        File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName == (File.ResolveLinkTarget(Environment.ProcessPath!, returnFinalTarget: true)?.FullName ?? Environment.ProcessPath);
}
