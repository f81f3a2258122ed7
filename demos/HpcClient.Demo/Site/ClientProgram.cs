using HpcClient.Posix.Processes;

namespace HpcClient.Demo.Site;

/// <summary>The fw-hpc-client executable: the demo does everything through its commands, as a person would, and shows them.</summary>
/// <param name="path">Path of the executable.</param>
/// <param name="say">Shows a line.</param>
internal sealed class ClientProgram(string path, Action<string> say)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Path of the executable.</summary>
    public string Path { get; } = path;

    /// <summary>Runs one command and gives its standard output.</summary>
    /// <exception cref="DemoException">It failed; the message holds the command and its last words.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, bool quiet = false)
    {
        if (!quiet)
        {
            say($"$ fw-hpc-client {string.Join(' ', arguments.Select(Quoted))}");
        }

        var result = await ChildProcess.RunAsync(new() { Program = Path, Arguments = arguments }, Limit, cancellationToken: cancellationToken);
        return result.Succeeded
            ? result.Out
            : throw new DemoException($"'fw-hpc-client {string.Join(' ', arguments)}' ended with exit code {result.ExitCode}: {result.Error.Trim()}");
    }

    private static string Quoted(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"'{argument}'" : argument;
}
