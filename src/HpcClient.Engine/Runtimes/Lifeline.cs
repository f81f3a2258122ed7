using HpcClient.Posix.Files;
using Microsoft.Win32.SafeHandles;

namespace HpcClient.Engine.Runtimes;

/// <summary>
/// What a container hangs on that is no child of ours and that neither our death nor the scheduler's kill would end: a named
/// pipe that only this process holds open. A process beside the gear waits for its end and then ends all of the container.
/// Unlike the watcher it lives where the scheduler does not kill.
/// </summary>
internal sealed class Lifeline : IDisposable
{
    /// <summary>Where the container sees the pipe.</summary>
    public const string InContainer = "/.fw-hpc-lifeline";

    // $0 the pipe, the rest the gear's command. Opened before the gear starts: when we are dead by then, it waits for ever
    // and the gear never starts. Twice in the background, so that it is no child of the gear, which may wait for all of its
    // children. The signal does not reach the container's first process, which ends the container when the gear is gone.
    // It goes to all processes that are seen: a number as small as in a container of its own says that these are the gear's.
    private const string Script = """
        if [ -r "$0" ] && [ $$ -lt 50 ]; then
        exec 9<"$0"
        ( ( trap '' TERM INT HUP; while read -r word <&9; do :; done; kill -KILL -1 ) >/dev/null 2>&1 & )
        exec 9<&-
        fi
        exec "$@"
        """;

    private readonly SafeFileHandle _held;

    private Lifeline(SafeFileHandle held) => _held = held;

    /// <summary>Makes the pipe at <paramref name="path"/> and holds it.</summary>
    public static Lifeline Tie(string path)
    {
        NamedPipe.Make(path);
        return new(NamedPipe.Hold(path));
    }

    /// <summary>The command that runs <paramref name="command"/> for as long as the pipe is held.</summary>
    public static IReadOnlyList<string> Wrap(IReadOnlyList<string> command) => ["/bin/sh", "-c", Script, InContainer, .. command];

    /// <summary>Lets go: what still hangs on it ends.</summary>
    public void Dispose() => _held.Dispose();
}
