using System.Globalization;
using HpcClient.Engine.Claiming;

namespace HpcClient.Engine.Usage;

/// <summary>
/// Finds the control groups of our job, by the name that its scheduler gave them. A group that does not carry the job's
/// number may hold other jobs, a daemon or the whole machine: its figures would be nobody's, so it is not taken.
/// </summary>
/// <param name="procFolder">Where <c>/proc</c> is.</param>
internal sealed class JobCgroupFinder(string procFolder)
{
    /// <summary>Those of the job <paramref name="scheduler"/> names, as far as this process, or <paramref name="process"/>, is in any.</summary>
    public JobCgroup Find(SchedulerIdentity? scheduler, int? process = null) =>
        scheduler is null ? new(null, null) : Find(Name(process), part => IsOfJob(part, scheduler));

    /// <summary>Those that Podman made for the container whose first process is <paramref name="process"/>.</summary>
    public JobCgroup FindContainer(int process) => Find(Name(process), IsOfContainer);

    private JobCgroup Find(string process, Predicate<string> isOurs)
    {
        if (Text("self/mountinfo") is not { } mountinfo || Text($"{process}/cgroup") is not { } membership)
        {
            return new(null, null);
        }

        var mounts = CgroupMount.Read(mountinfo).ToList();
        var paths = Paths(membership);
        var memory = Folder(mounts, paths, isOurs, "memory", MemoryGroup.IsAt);
        var cpu = Folder(mounts, paths, isOurs, "cpuacct", CpuGroup.IsAt);
        return new(
            memory is { } m ? new MemoryGroup(m.Folder, m.IsUnified) : null,
            cpu is { } c ? new CpuGroup(c.Folder, c.IsUnified) : null);
    }

    private static (string Folder, bool IsUnified)? Folder(
        List<CgroupMount> mounts, Dictionary<string, string> paths, Predicate<string> isOurs, string controller, Func<string, bool, bool> isAt)
    {
        // A controller is in one hierarchy only: in that of version 2 when none of version 1 has it.
        var isUnified = !paths.ContainsKey(controller);
        if (!paths.TryGetValue(isUnified ? "" : controller, out var path))
        {
            return null;
        }

        var parts = path.Split('/');
        var job = Array.FindIndex(parts, isOurs);

        // The job's own level counts all of its steps; where the controller is not on there, a level below is still ours alone.
        for (var level = job; level >= 0 && level < parts.Length; level++)
        {
            var group = string.Join('/', parts[..(level + 1)]);
            foreach (var mount in mounts.Where(mount => mount.IsUnified == isUnified && (isUnified || mount.Options.Contains(controller))))
            {
                if (mount.FolderOf(group) is { } folder && isAt(folder, isUnified))
                {
                    return (folder, isUnified);
                }
            }
        }

        return null;
    }

    // Slurm: job_4711. LSF: job.4711.1234.5678 below the cluster's name. Grid Engine's descendants: 4711.1 below GE or sge.
    private static bool IsOfJob(string part, SchedulerIdentity scheduler) => scheduler.Scheduler switch
    {
        "slurm" => part == $"job_{scheduler.JobId}",
        "lsf" => part == $"job.{scheduler.JobId}" || part.StartsWith($"job.{scheduler.JobId}.", StringComparison.Ordinal),
        "sge" => part == scheduler.JobId || part.StartsWith($"{scheduler.JobId}.", StringComparison.Ordinal),
        _ => false,
    };

    // libpod-ID or libpod-ID.scope; libpod-conmon-ID is its keeper.
    private static bool IsOfContainer(string part) =>
        part.StartsWith("libpod-", StringComparison.Ordinal) && !part.StartsWith("libpod-conmon-", StringComparison.Ordinal);

    private static string Name(int? process) => process?.ToString(CultureInfo.InvariantCulture) ?? "self";

    // By controller; that of version 2 by an empty name.
    private static Dictionary<string, string> Paths(string membership)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var fields in membership.Split('\n').Select(line => line.Split(':', 3)).Where(fields => fields.Length == 3))
        {
            foreach (var controller in fields[1].Split(','))
            {
                paths[controller] = fields[2];
            }
        }

        return paths;
    }

    private string? Text(string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(procFolder, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
