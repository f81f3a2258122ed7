using System.CommandLine;

namespace HpcClient.Commands;

/// <summary>All commands of the executable.</summary>
internal static class RootCommands
{
    /// <summary>Builds the command tree.</summary>
    public static RootCommand Create()
    {
        var folder = Cast.FolderOption.Create();
        var quiet = Cast.RunCommand.QuietOption();
        var show = Cast.RunCommand.ShowConfigOption();
        var root = new RootCommand("Runs the jobs of a Flywheel site on your HPC cluster. Without a command it sweeps once, like 'run'.") { folder, quiet, show };
        Cast.RunCommand.Act(root, folder, quiet, show);
        root.Add(Cast.RunCommand.Create(folder));
        root.Add(Cast.SetupCommand.Create(folder));
        root.Add(Engine.EngineCommands.Create());
        root.Add(Local.LocalShepherdCommand.Create());
        root.Add(Site.SiteCommand.Create());
        root.Add(Site.GearCommand.Create());
        return root;
    }
}
