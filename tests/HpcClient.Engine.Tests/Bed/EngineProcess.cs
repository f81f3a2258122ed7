using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>The real program, as a job script starts it.</summary>
internal static class EngineProcess
{
    public static RunningChild Start(EngineBed bed, string jobId)
    {
#if DEBUG
        const string configuration = "Debug";
#else
        const string configuration = "Release";
#endif
        var program = Path.Combine(Repository.Root, "src", "HpcClient", "bin", configuration, "net10.0", "fw-hpc-client.dll");
        return RunningChild.Start(
            new ChildCommand
            {
                Program = "dotnet",
                Arguments = [program, "engine", "run", "--single-job", jobId],
                Environment = bed.Environment.ToDictionary(variable => variable.Key, variable => (string?)variable.Value),
            },
            (_, _) => ValueTask.CompletedTask);
    }
}
