using System.CommandLine;

namespace HpcClient.Commands;

/// <summary>All commands of the executable.</summary>
internal static class RootCommands
{
    /// <summary>Builds the command tree.</summary>
    public static RootCommand Create()
    {
        var folder = Cast.FolderOption.Create();
        var options = new Cast.SweepOptions(folder);
        var root = new RootCommand("Runs the jobs of a Flywheel site on your HPC cluster. Without a command it sweeps once, like 'run'.");
        options.AddTo(root);
        Cast.RunCommand.Act(root, options);
        root.Add(Cast.RunCommand.Create(options));
        root.Add(Serve.ServeCommand.Create(options));
        root.Add(Setup.SetupCommand.Create(folder));
        root.Add(Cast.ResetCommand.Create(folder));
        root.Add(Config.ConfigCommand.Create(folder));
        root.Add(Doctor.DoctorCommand.Create(folder));
        root.Add(Jobs.JobsCommand.Create(folder));
        root.Add(Jobs.ExplainCommand.Create(folder));
        foreach (var order in Jobs.Orders.OrderCommand.CreateAll(folder))
        {
            root.Add(order);
        }

        root.Add(Report.ReportCommand.Create(folder));
        root.Add(Images.ImagesCommand.Create(folder));
        root.Add(Template.TemplateCommand.Create(folder));
        root.Add(Engine.EngineCommands.Create());
        root.Add(Local.LocalShepherdCommand.Create());
        root.Add(Site.SiteCommand.Create());
        root.Add(Gears.GearCommand.Create());
        root.Add(Service.ServiceCommand.Create(folder));
        root.Add(Update.UpdateCommand.Create());
        root.Add(Completion.CompletionCommand.Create(root));
        root.Add(Docs.DocsCommand.Create(root));
        return root;
    }
}
