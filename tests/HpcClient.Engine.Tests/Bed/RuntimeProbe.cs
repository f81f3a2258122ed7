using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>Which container runtimes work on this machine; tests that need another are skipped with the reason.</summary>
internal static class RuntimeProbe
{
    /// <summary>The real runtime that is meant; with FW_HPC_TEST_SINGULARITY all tests with Apptainer take Singularity in its place.</summary>
    public static string Word(string runtime) =>
        runtime == "apptainer" && Environment.GetEnvironmentVariable("FW_HPC_TEST_SINGULARITY") is { Length: > 0 } ? "singularity" : runtime;

    public static async Task RequireAsync(string runtime)
    {
        if (runtime == "host")
        {
            return;
        }

        runtime = Word(runtime);

        if (Executables.Find(runtime) is null)
        {
            Assert.Skip($"{runtime} is not on PATH.");
        }

        var probe = await ChildProcess.RunAsync(
            new ChildCommand { Program = runtime, Arguments = runtime == "podman" ? ["info"] : ["version"] }, TimeSpan.FromMinutes(1));
        if (!probe.Succeeded)
        {
            Assert.Skip($"{runtime} does not work here: {probe.LastWords}");
        }
    }
}
