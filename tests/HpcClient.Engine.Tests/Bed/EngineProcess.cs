using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>The real program, as a job script starts it.</summary>
internal static class EngineProcess
{
    public static RunningChild Start(EngineBed bed, string jobId, TemporaryUser? user = null)
    {
        // Through a link, as templates of the Python client do.
        var link = bed.In("engine");
        File.Delete(link);
        File.CreateSymbolicLink(link, ClientProgram.Path);
        var command = new ChildCommand
        {
            Program = link,
            Arguments = ["run", "--single-job", jobId],
            Environment = bed.Environment.ToDictionary(variable => variable.Key, variable => (string?)variable.Value),
        };
        return RunningChild.Start(user?.As(command) ?? command, (_, _) => ValueTask.CompletedTask);
    }
}
