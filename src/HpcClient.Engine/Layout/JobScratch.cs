using System.Globalization;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Layout;

/// <summary>The folder of one run of one job, closed to others; it is gone when the job is.</summary>
internal sealed class JobScratch
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly List<string> _elsewhere = [];

    private JobScratch(string root) => Root = root;

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>What the gear sees as <c>/flywheel/v0</c>.</summary>
    public string Gear => Path.Combine(Root, "v0");

    /// <summary>Inputs on their way, until they move into <see cref="Gear"/>.</summary>
    public string Inputs => Path.Combine(Root, "input");

    /// <summary>The gear's home.</summary>
    public string Home => Path.Combine(Root, "home");

    /// <summary>The gear's temporary files.</summary>
    public string Session => Path.Combine(Root, "session");

    /// <summary>The engine's own temporary files.</summary>
    public string Own => Path.Combine(Root, "own");

    /// <summary>The spool of the job's log.</summary>
    public string LogSpool => Path.Combine(Own, "log");

    /// <summary>Where Podman writes the number of the container's first process.</summary>
    public string ContainerProcess => Path.Combine(Own, "container-process");

    /// <summary>Makes the folder of a job below <paramref name="tempFolder"/> and removes what dead engines left of the same job.</summary>
    public static JobScratch Create(string tempFolder, string jobId)
    {
        Directory.CreateDirectory(tempFolder, OwnerFolder);
        RemoveLeftovers(tempFolder, jobId);
        var me = ProcessIdentity.Current();
        var scratch = new JobScratch(Path.Combine(
            tempFolder, string.Create(CultureInfo.InvariantCulture, $"job-{jobId}.{Environment.MachineName}.{me.ProcessId}.{me.StartTicks}")));
        Directory.CreateDirectory(scratch.Root, OwnerFolder);
        try
        {
            foreach (var folder in new[] { scratch.Gear, scratch.Home, scratch.Session, scratch.Own })
            {
                Directory.CreateDirectory(folder);
            }
        }
        catch
        {
            Tree.Delete(scratch.Root);
            throw;
        }

        return scratch;
    }

    /// <summary>Removes what we ourselves may not; the runtime knows how.</summary>
    public Func<string, Task>? RemoveBy { get; set; }

    /// <summary>Names a folder of this run that lies elsewhere.</summary>
    public void AlsoRemove(string folder) => _elsewhere.Add(folder);

    /// <summary>Removes it with all that is in it.</summary>
    /// <returns>Whether all of it is gone.</returns>
    public async Task<bool> RemoveAsync()
    {
        _elsewhere.ForEach(folder => Tree.Delete(folder));
        if (Tree.Delete(Root) || RemoveBy is null)
        {
            return !Directory.Exists(Root);
        }

        await RemoveBy(Root);
        return Tree.Delete(Root);
    }

    private static void RemoveLeftovers(string tempFolder, string jobId)
    {
        foreach (var folder in Directory.EnumerateDirectories(tempFolder, $"job-{jobId}.*"))
        {
            var parts = Path.GetFileName(folder)[$"job-{jobId}.".Length..].Split('.');
            if (parts.Length >= 3
                && string.Join('.', parts[..^2]) == Environment.MachineName
                && int.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && long.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                && !new ProcessIdentity(process, start).IsAlive())
            {
                Tree.Delete(folder);
            }
        }
    }
}
