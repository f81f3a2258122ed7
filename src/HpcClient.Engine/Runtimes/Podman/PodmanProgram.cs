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

    /// <summary>Runs one subcommand to its end; a second time where Podman first had to be mended.</summary>
    public async Task<ChildResult> RunAsync(
        IReadOnlyList<string> arguments, TimeSpan timeout, CancellationToken cancellationToken, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var result = await OnceAsync(arguments, timeout, environment, cancellationToken);
        if (!PodmanRepair.IsNeeded(result))
        {
            return result;
        }

        await PodmanRepair.RunAsync(Path, cancellationToken);
        return await OnceAsync(arguments, timeout, environment, cancellationToken);
    }

    private Task<ChildResult> OnceAsync(
        IReadOnlyList<string> arguments, TimeSpan timeout, IReadOnlyDictionary<string, string?>? environment, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(
            new ChildCommand { Program = Path, Arguments = arguments, NewSession = true, Environment = environment ?? new Dictionary<string, string?>() },
            timeout, cancellationToken: cancellationToken);
}
