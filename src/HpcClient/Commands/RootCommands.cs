using System.CommandLine;

namespace HpcClient.Commands;

/// <summary>All commands of the executable.</summary>
internal static class RootCommands
{
    /// <summary>Builds the command tree.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Runs the jobs of a Flywheel site on your HPC cluster.");
        root.Add(Site.SiteCommand.Create());
        root.Add(Site.GearCommand.Create());
        return root;
    }
}
