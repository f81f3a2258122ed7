using System.Globalization;

namespace HpcClient.Posix.Processes;

/// <summary>Starts programs that outlive us and keep nothing of ours: no terminal, no pipe, no lock.</summary>
public static class DetachedProcess
{
    // Descriptors above 2 come from whoever started us. A cron line that runs us under flock(1) hands its lock down that
    // way: a child that kept it would keep the next run from starting for as long as it lives.
    private const string Script = """
        log=$1; shift
        for entry in /proc/self/fd/*; do
          number=${entry##*/}
          if [ "$number" -gt 2 ]; then { eval "exec $number>&-"; } 2>/dev/null; fi
        done
        setsid "$@" </dev/null >>"$log" 2>&1 &
        echo $!
        """;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Starts <paramref name="command"/> in a session of its own, as a child of nobody here; its output is added to <paramref name="logPath"/>.
    /// </summary>
    /// <returns>The identity of the process; null when it ended at once.</returns>
    /// <exception cref="ProgramNotStartedException">The program, <c>bash</c> or <c>setsid</c> is missing.</exception>
    public static async Task<ProcessIdentity?> StartAsync(ChildCommand command, string logPath, CancellationToken cancellationToken = default)
    {
        var program = Executables.Find(command.Program)
            ?? throw new ProgramNotStartedException(command.Program, "it is not on PATH, or not executable");
        var start = command with
        {
            Program = "bash",
            Arguments = ["-c", Script, "bash", logPath, program, .. command.Arguments],
            NewSession = false,
        };
        var result = await ChildProcess.RunAsync(start, StartLimit, cancellationToken: cancellationToken);
        return int.TryParse(result.Out.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
            ? ProcessIdentity.Of(processId)
            : throw new ProgramNotStartedException(command.Program, result.LastWords);
    }
}
