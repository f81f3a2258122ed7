namespace HpcClient.Engine.Tests.Bed;

/// <summary>The real program; FW_HPC_PROGRAM names another build of it, such as the shipped one.</summary>
internal static class ClientProgram
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    public static string Path => Environment.GetEnvironmentVariable("FW_HPC_PROGRAM")
        ?? System.IO.Path.Combine(Repository.Root, "src", "HpcClient", "bin", Configuration, "net10.0", "fw-hpc-client");
}
