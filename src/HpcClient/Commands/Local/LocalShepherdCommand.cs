using System.CommandLine;
using HpcClient.Scheduling.Local;

namespace HpcClient.Commands.Local;

/// <summary><c>local shepherd FOLDER</c>: watches one job of the <c>local</c> scheduler. Started by the scheduler, not by people.</summary>
internal static class LocalShepherdCommand
{
    /// <summary>The hidden command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The job's folder." };
        var shepherd = new Command("shepherd", "Watches one job of the local scheduler.") { folder };
        shepherd.SetAction((parse, cancellation) =>
            LocalShepherd.RunAsync(parse.GetRequiredValue(folder), [Environment.ProcessPath!, "local", "shepherd"], TimeProvider.System, cancellation));
        return new Command("local", "What the local scheduler starts by itself.") { Hidden = true, Subcommands = { shepherd } };
    }
}
