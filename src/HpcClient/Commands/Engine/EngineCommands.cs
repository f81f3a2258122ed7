using System.CommandLine;

namespace HpcClient.Commands.Engine;

/// <summary><c>engine</c>: what a job's script starts on the node.</summary>
internal static class EngineCommands
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var jobId = new Option<string>("--single-job")
        {
            Description = "Id of the job on the site.",
            HelpName = "ID",
            Required = true,
        };
        var run = new Command("run", "Runs one job of the site on this node, then ends.") { jobId };
        run.SetAction((parsed, cancellationToken) => EngineRun.RunAsync(parsed.GetValue(jobId)!, Console.Error, cancellationToken));
        return new Command("engine", "Runs gears on a compute node; started by the job script.") { run };
    }
}
