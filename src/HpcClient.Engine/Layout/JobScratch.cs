using System.Globalization;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Layout;

/// <summary>The folder of one run of one job, closed to others; it is gone when the job is.</summary>
internal sealed class JobScratch
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly List<string> _elsewhere = [];

    /// <summary>Where a folder names the running gear.</summary>
    public const string GearMarkName = "own/gear";

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

    /// <summary>Name of this run's container, where it has one that must be removed by name.</summary>
    public string ContainerName => ContainerOf(Root);

    /// <summary>The pipe on which such a container hangs.</summary>
    public string Lifeline => Path.Combine(Own, "lifeline");

    /// <summary>Where Podman writes the number of the container's first process.</summary>
    public string ContainerProcess => Path.Combine(Own, "container-process");

    /// <summary>Makes the folder of a job below <paramref name="tempFolder"/> and removes what dead engines left of the same job.</summary>
    public static JobScratch Create(string tempFolder, string jobId)
    {
        Directory.CreateDirectory(tempFolder, OwnerFolder);
        foreach (var leftover in Leftover.In(tempFolder, jobId))
        {
            leftover.EndGear();
            Tree.Delete(leftover.Folder);
        }

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

            Leftover.Mark(scratch.Root);
        }
        catch
        {
            Tree.Delete(scratch.Root);
            throw;
        }

        return scratch;
    }

    /// <summary>Name of the container that belongs to the folder <paramref name="root"/>; no other run of any job has the same.</summary>
    public static string ContainerOf(string root) => $"fw-hpc-{Path.GetFileName(root)["job-".Length..]}";

    /// <summary>Notes the gear that runs, for the engine that finds this folder after our death.</summary>
    public void MarkGear(string runtime, int processId)
    {
        if (ProcessIdentity.Of(processId) is { } gear)
        {
            File.WriteAllText(Path.Combine(Root, GearMarkName), string.Create(CultureInfo.InvariantCulture, $"{runtime} {gear.ProcessId} {gear.StartTicks}"));
        }
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
}
