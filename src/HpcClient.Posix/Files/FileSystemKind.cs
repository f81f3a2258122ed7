namespace HpcClient.Posix.Files;

/// <summary>Which kind of file system a folder is on, from the mounts that the kernel tells.</summary>
public static class FileSystemKind
{
    private const int MountPointField = 4; // of /proc/self/mountinfo, counted from 0
    private static readonly string[] Shared = ["nfs", "nfs4", "lustre", "gpfs", "beegfs", "cifs", "smb3", "ceph", "fuse.ceph", "fuse.glusterfs", "glusterfs", "panfs", "wekafs", "afs", "orangefs", "pvfs2"];

    /// <summary>The kind, such as <c>ext4</c> or <c>nfs4</c>; null when it cannot be found out.</summary>
    public static string? Of(string folder)
    {
        try
        {
            var full = Path.GetFullPath(folder);
            (string Point, string Kind)? best = null;
            foreach (var line in File.ReadLines("/proc/self/mountinfo"))
            {
                var halves = line.Split(" - ", 2);
                var fields = halves[0].Split(' ');
                if (halves.Length < 2 || fields.Length <= MountPointField)
                {
                    continue;
                }

                // Later mounts lie over earlier ones of the same point.
                var point = fields[MountPointField].Replace("\\040", " ", StringComparison.Ordinal);
                if (IsBelow(full, point) && point.Length >= (best?.Point.Length ?? 0))
                {
                    best = (point, halves[1].Split(' ')[0]);
                }
            }

            return best?.Kind;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether several machines can see such a file system at once.</summary>
    public static bool IsShared(string kind) => Shared.Contains(kind);

    private static bool IsBelow(string path, string point) =>
        point == "/" || path == point || path.StartsWith(point + "/", StringComparison.Ordinal);
}
