using System.CommandLine;

namespace HpcClient.Commands.Engine;

/// <summary><c>engine</c>: what a job's script starts on the node.</summary>
internal static class EngineCommands
{
    private const string Description = "Runs gears on a compute node; started by the job script.";

    /// <summary>The command <c>engine</c>.</summary>
    public static Command Create() => new("engine", Description) { Run() };

    /// <summary>The whole program when it is called through a link named <c>engine</c>.</summary>
    public static RootCommand CreateRoot() => new(Description) { Run() };

    private static Command Run()
    {
        var jobId = new Option<string>("--single-job")
        {
            Description = "Id of the job on the site.",
            HelpName = "ID",
            Required = true,
        };
        var run = new Command("run", "Runs one job of the site on this node, then ends.") { jobId };
        run.SetAction((parsed, cancellationToken) => EngineRun.RunAsync(parsed.GetValue(jobId)!, Console.Error, cancellationToken));
        return run;
    }
}
