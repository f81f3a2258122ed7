using HpcClient.Posix.Processes;

namespace HpcClient.Engine.NodeChecks;

/// <summary>Looks which container runtimes there are.</summary>
public static class RuntimeLook
{
    private const string Unusable = "cannot be used: ";

    private static readonly string[] Programs = ["apptainer", "singularity", "podman", "docker"];
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Each with its version in its own words, in the order in which <c>auto</c> prefers them.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var program in Programs)
        {
            if (Executables.Find(program) is { } path)
            {
                found.Add(await VersionAsync(program, path, cancellationToken));
            }
        }

        return found;
    }

    /// <summary>Whether one that was found can be used, by its words.</summary>
    public static bool Works(string found) => !found.Contains(Unusable, StringComparison.Ordinal);

    // Docker's program is of no use where its daemon is not at work, or does not let us.
    private static async Task<string> DaemonAsync(string path, CancellationToken cancellationToken)
    {
        var result = await ChildProcess.RunAsync(new ChildCommand { Program = path, Arguments = ["info", "--format", "{{.ID}}"] }, Timeout, cancellationToken: cancellationToken);
        return result.Succeeded ? "" : $", but its daemon {Unusable}{result.LastWords.TrimEnd('.', '?')}";
    }

    private static async Task<string> VersionAsync(string program, string path, CancellationToken cancellationToken)
    {
        try
        {
            var result = await ChildProcess.RunAsync(new ChildCommand { Program = path, Arguments = ["--version"] }, Timeout, cancellationToken: cancellationToken);
            return result.Succeeded ? $"{result.Out.Trim().Split('\n')[0]}{(program == "docker" ? await DaemonAsync(path, cancellationToken) : "")}" : $"{program} {Unusable}{result.LastWords.TrimEnd('.')}";
        }
        catch (ProgramNotStartedException e)
        {
            return $"{program} {Unusable}{e.Message.TrimEnd('.')}";
        }
    }
}
