using System.Diagnostics;
using System.Globalization;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes;

/// <summary>
/// A small shell that outlives this engine's sudden death just long enough to end the gear and remove its folder: it
/// waits on a pipe that only we hold, and the kernel closes that when we are gone, however we went.
/// </summary>
internal sealed class GearWatcher : IDisposable
{
    // $1 folder to remove, the rest a command that removes the container, or nothing. Signals to the whole job must not end
    // it before its time. No "--" before the group's number: the kill of dash takes it for a process.
    // A gear whose group it was not told may have started all the same, a moment before our death, and one that it was told of
    // may not lead its group yet: it leads a session and has to do with the folder, or comes to do so within a second.
    private const string Script = """
        trap '' TERM INT HUP USR1 USR2 XCPU
        read -r group || group=
        if read -r word; then exit 0; fi
        folder=$1
        shift
        leads() { [ "$4" = "$id" ]; }
        look() {
          for process in /proc/[0-9]*; do
            id=${process#/proc/}
            read -r stat 2>/dev/null <"$process/stat" || continue
            leads ${stat##*) } && [ "$id" != $$ ] || continue
            case $(readlink "$process/cwd")/ in
              "$folder"/*) kill -KILL "-$id" ;;
              *) if tr '\0' '\n' <"$process/cmdline" | grep -qF -e "$folder"; then kill -KILL "-$id"; fi ;;
            esac 2>/dev/null
          done
        }
        if [ -z "$group" ] || ! kill -KILL "-$group" 2>/dev/null; then
          for time in 1 2 3 4 5; do look; sleep 0.2; done
        fi
        [ $# -eq 0 ] || "$@" >/dev/null 2>&1
        rm -rf -- "$folder"
        """;

    private readonly Process _shell;
    private bool _released;

    private GearWatcher(Process shell) => _shell = shell;

    /// <summary>Starts it; from now on our death removes <paramref name="folder"/> and runs <paramref name="removal"/>.</summary>
    public static GearWatcher Start(string folder, IReadOnlyList<string> removal)
    {
        var setsid = Executables.Find("setsid");
        var start = new ProcessStartInfo(setsid ?? "/bin/sh") { RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = "/" };
        if (setsid is not null)
        {
            start.ArgumentList.Add("/bin/sh");
        }

        foreach (var argument in (string[])["-c", Script, "fw-hpc-watch", folder, .. removal])
        {
            start.ArgumentList.Add(argument);
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Names the process group that is the gear.</summary>
    public void Watch(int group) => Tell(group.ToString(CultureInfo.InvariantCulture));

    /// <summary>All is well: it goes without doing anything.</summary>
    public void Release()
    {
        // In one write, for both of its reads: after the first it may be gone.
        Tell("done\ndone");
        _released = true;
    }

    /// <summary>Lets go of the pipe: unless it was released, what hangs on it ends as if we had died.</summary>
    public void Dispose()
    {
        try
        {
            _shell.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // It is gone already.
        }

        if (_released)
        {
            _shell.WaitForExit();
        }

        _shell.Dispose();
    }

    private void Tell(string line)
    {
        try
        {
            _shell.StandardInput.WriteLine(line);
            _shell.StandardInput.Flush();
        }
        catch (IOException)
        {
            // Somebody killed it; the next engine on this node still removes what is left.
        }
    }
}
