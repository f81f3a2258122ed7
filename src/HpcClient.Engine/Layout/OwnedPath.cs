using System.Globalization;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Layout;

/// <summary>Temporary paths whose names tell whose they are, so that what a killed engine left is removed by the next one on its node.</summary>
internal static class OwnedPath
{
    /// <summary>A new path below <paramref name="folder"/>; nothing is made.</summary>
    public static string New(string folder, string prefix)
    {
        var me = ProcessIdentity.Current();
        return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{prefix}{Guid.NewGuid():N}.{me.ProcessId}.{me.StartTicks}.{Environment.MachineName}"));
    }

    /// <summary>Removes those of <paramref name="prefix"/> whose process on this node is gone.</summary>
    public static void RemoveDead(string folder, string prefix)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, prefix + "*"))
        {
            if (Path.GetFileName(path)[prefix.Length..].Split('.', 4) is [_, var id, var ticks, var node] && node == Environment.MachineName
                && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                && !new ProcessIdentity(process, start).IsAlive())
            {
                Tree.Delete(path);
            }
        }
    }
}
