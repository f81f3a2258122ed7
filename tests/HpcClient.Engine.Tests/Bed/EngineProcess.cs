using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>The real program, as a job script starts it; FW_HPC_PROGRAM names another build of it, such as the shipped one.</summary>
internal static class EngineProcess
{
    public static RunningChild Start(EngineBed bed, string jobId, TemporaryUser? user = null)
    {
#if DEBUG
        const string configuration = "Debug";
#else
        const string configuration = "Release";
#endif
        // Through a link, as templates of the Python client do.
        var link = bed.In("engine");
        File.Delete(link);
        File.CreateSymbolicLink(link, Environment.GetEnvironmentVariable("FW_HPC_PROGRAM") ?? Path.Combine(Repository.Root, "src", "HpcClient", "bin", configuration, "net10.0", "fw-hpc-client"));
        var command = new ChildCommand
        {
            Program = link,
            Arguments = ["run", "--single-job", jobId],
            Environment = bed.Environment.ToDictionary(variable => variable.Key, variable => (string?)variable.Value),
        };
        return RunningChild.Start(user?.As(command) ?? command, (_, _) => ValueTask.CompletedTask);
    }
}
