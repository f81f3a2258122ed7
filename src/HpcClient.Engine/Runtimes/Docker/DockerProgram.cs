using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes.Docker;

/// <summary>Calls Docker's client.</summary>
/// <param name="path">The program.</param>
internal sealed class DockerProgram(string path)
{
    /// <summary>The program.</summary>
    public string Path { get; } = path;

    /// <summary>The one on PATH, or null.</summary>
    public static DockerProgram? Find() => Executables.Find("docker") is { } path ? new(path) : null;

    /// <summary>Runs one subcommand to its end.</summary>
    public Task<ChildResult> RunAsync(IReadOnlyList<string> arguments, TimeSpan timeout, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(new ChildCommand { Program = Path, Arguments = arguments, NewSession = true }, timeout, cancellationToken: cancellationToken);
}
