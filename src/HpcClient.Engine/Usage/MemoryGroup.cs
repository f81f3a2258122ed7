namespace HpcClient.Engine.Usage;

/// <summary>Memory of one control group and all below it.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="isUnified">Whether it is of version 2.</param>
internal sealed class MemoryGroup(string folder, bool isUnified)
{
    private const long NoLimit = 1L << 60; // version 1 writes the largest number of whole pages where there is none

    // A gear may make groups of its own; no sane one nests deeper.
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 8, IgnoreInaccessible = true };

    /// <summary>Whether what is counted in a group below stays counted when that one is gone: version 1 forgets it.</summary>
    public bool RemembersGroupsBelow => isUnified;

    /// <summary>The lowest of the limits of it and those above it, in bytes; null where there is none.</summary>
    public long? Limit => (isUnified ? LowestAbove() : CgroupFile.Entry(In("memory.stat"), "hierarchical_memory_limit")) is { } limit and < NoLimit ? limit : null;

    /// <summary>
    /// How many processes the kernel killed in it for a memory limit; null where it does not tell. Version 2 counts those
    /// of all groups below as well, version 1 only those of the group itself.
    /// </summary>
    public long? Kills => isUnified ? CgroupFile.Entry(In("memory.events"), "oom_kill") : KillsOfAll();

    /// <summary>Whether <paramref name="folder"/> is a group with memory's files; the root group of a machine has none, or others' too.</summary>
    public static bool IsAt(string folder, bool isUnified) => isUnified
        ? File.Exists(Path.Combine(folder, "memory.current"))
        : File.Exists(Path.Combine(folder, "memory.usage_in_bytes")) && !File.Exists(Path.Combine(folder, "release_agent"));

    /// <summary>Reads it.</summary>
    public MemorySample Read() => isUnified
        ? new(
            CgroupFile.Number(In("memory.current")),
            CgroupFile.Sum(In("memory.stat"), "active_file", "inactive_file"),
            CgroupFile.Number(In("memory.peak")))
        : new(
            CgroupFile.Number(In("memory.usage_in_bytes")),
            CgroupFile.Sum(In("memory.stat"), "total_active_file", "total_inactive_file"),
            CgroupFile.Number(In("memory.max_usage_in_bytes")));

    private long? LowestAbove()
    {
        long? lowest = null;
        for (var at = folder; at is not null && File.Exists(Path.Combine(at, "memory.max")); at = Path.GetDirectoryName(at))
        {
            lowest = CgroupFile.Number(Path.Combine(at, "memory.max")) is { } limit ? Math.Min(limit, lowest ?? limit) : lowest;
        }

        return lowest;
    }

    private long? KillsOfAll()
    {
        var kills = KillsOf(folder);
        try
        {
            foreach (var below in kills is null ? [] : Directory.EnumerateDirectories(folder, "*", Below))
            {
                kills += KillsOf(below) ?? 0;
            }
        }
        catch (IOException)
        {
            // A group went away while we looked: what was counted stands.
        }

        return kills;
    }

    private static long? KillsOf(string folder) => CgroupFile.Entry(Path.Combine(folder, "memory.oom_control"), "oom_kill");

    private string In(string file) => Path.Combine(folder, file);
}
