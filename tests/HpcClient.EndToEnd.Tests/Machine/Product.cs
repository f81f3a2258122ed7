using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Machine;

/// <summary>The executables as a person runs them.</summary>
internal static class Product
{
    /// <summary>fw-hpc-client: the one that FW_HPC_CLIENT names (a Native AOT build, say), else the one built with these tests.</summary>
    public static string Client { get; } =
        Environment.GetEnvironmentVariable("FW_HPC_CLIENT") is { Length: > 0 } path ? path : Path.Combine(AppContext.BaseDirectory, "fw-hpc-client");

    /// <summary>The demo's driver.</summary>
    public static string Demo { get; } = Path.Combine(AppContext.BaseDirectory, "fw-hpc-demo");

    /// <summary>Runs a program to its end.</summary>
    public static Task<ChildResult> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, TimeSpan? limit = null) =>
        ChildProcess.RunAsync(
            new() { Program = program, Arguments = arguments, Environment = environment ?? new Dictionary<string, string?>(), NewSession = true },
            limit ?? TimeSpan.FromMinutes(2),
            cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Runs a command of fw-hpc-client.</summary>
    public static Task<ChildResult> ClientAsync(params string[] arguments) => RunAsync(Client, arguments);
}
