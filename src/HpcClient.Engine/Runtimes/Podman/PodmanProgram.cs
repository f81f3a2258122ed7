using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes.Podman;

/// <summary>Calls Podman.</summary>
/// <param name="path">The program.</param>
internal sealed class PodmanProgram(string path)
{
    /// <summary>The program.</summary>
    public string Path { get; } = path;

    /// <summary>The one on PATH, or null.</summary>
    public static PodmanProgram? Find() => Executables.Find("podman") is { } path ? new(path) : null;

    /// <summary>Runs one subcommand to its end.</summary>
    public Task<ChildResult> RunAsync(
        IReadOnlyList<string> arguments, TimeSpan timeout, CancellationToken cancellationToken, IReadOnlyDictionary<string, string?>? environment = null) =>
        ChildProcess.RunAsync(
            new ChildCommand { Program = Path, Arguments = arguments, NewSession = true, Environment = environment ?? new Dictionary<string, string?>() },
            timeout, cancellationToken: cancellationToken);
}
