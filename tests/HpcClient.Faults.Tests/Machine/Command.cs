using HpcClient.Posix.Processes;

namespace HpcClient.Faults.Tests.Machine;

/// <summary>Runs a program of the machine to its end.</summary>
internal static class Command
{
    private static readonly Dictionary<string, string?> Unchanged = [];

    public static Task<ChildResult> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, TimeSpan? limit = null) =>
        ChildProcess.RunAsync(
            new() { Program = program, Arguments = arguments, Environment = environment ?? Unchanged, NewSession = true },
            limit ?? TimeSpan.FromMinutes(1));
}
