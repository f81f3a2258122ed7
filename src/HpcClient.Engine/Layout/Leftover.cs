using System.Globalization;
using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Layout;

/// <summary>A folder that an engine on this host, now dead, left behind: it was killed together with its watcher.</summary>
/// <param name="Folder">The folder.</param>
internal sealed record Leftover(string Folder)
{
    private const string SpaceName = "own/process-space";

    /// <summary>
    /// Those below <paramref name="tempFolder"/>, of <paramref name="jobId"/> or of any job; none that is not this user's own, and
    /// of other jobs none whose engine we could not see if it lived: schedulers may give each job a process name space.
    /// </summary>
    public static IEnumerable<Leftover> In(string tempFolder, string? jobId = null)
    {
        foreach (var folder in Directory.EnumerateDirectories(tempFolder, jobId is null ? "job-*" : $"job-{jobId}.*"))
        {
            if (Engine(folder) is { } engine && !engine.IsAlive() && OwnFolder.IsOurs(folder)
                && (jobId is not null || (Space() is { } space && Text(Path.Combine(folder, SpaceName)) == space)))
            {
                yield return new(folder);
            }
        }
    }

    /// <summary>Notes in the new folder <paramref name="root"/> where its engine's process can be seen.</summary>
    public static void Mark(string root) => File.WriteAllText(Path.Combine(root, SpaceName), Space());

    /// <summary>Ends the gear's processes, where they outlived their engine.</summary>
    /// <returns>Name of the runtime that ran it; null when the gear had not started.</returns>
    public string? EndGear()
    {
        if (Text(Path.Combine(Folder, JobScratch.GearMarkName)).Split(' ') is not [var runtime, var id, var ticks] || Identity(id, ticks) is not { } gear)
        {
            return null;
        }

        if (gear.IsAlive() && gear.ProcessId > 1)
        {
            Signals.SendToGroup(gear.ProcessId, Signal.Kill);
        }

        return runtime;
    }

    // job-ID.HOST.PID.TICKS; a host's name may hold dots.
    private static ProcessIdentity? Engine(string folder) =>
        Path.GetFileName(folder).Split('.') is { Length: >= 4 } parts && string.Join('.', parts[1..^2]) == Environment.MachineName
            ? Identity(parts[^2], parts[^1])
            : null;

    private static ProcessIdentity? Identity(string id, string ticks) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? new(process, start) : null;

    // Such as pid:[4026531836], namespaces(7).
    private static string? Space() => new FileInfo("/proc/self/ns/pid").LinkTarget;

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
