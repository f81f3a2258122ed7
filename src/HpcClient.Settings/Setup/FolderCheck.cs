using HpcClient.Settings.Folder;

namespace HpcClient.Settings.Setup;

/// <summary>Finds out before any work is done whether the folder can be written to.</summary>
public static class FolderCheck
{
    /// <summary>Size of the probe, in bytes: more than a file system may keep in its directory entry for free.</summary>
    private const int ProbeBytes = 8 * 1024;

    /// <summary>One sentence why <paramref name="folder"/> cannot be used; null when all is well.</summary>
    public static string? Fault(WorkFolder folder) =>
        ((string[])[folder.Root, folder.Settings]).Where(path => !Directory.Exists(path))
            .Select(path => FolderFault.Sentence(path, new DirectoryNotFoundException()))
            .Concat(((string[])[folder.State, folder.Generated]).Select(Probe))
            .FirstOrDefault(fault => fault is not null);

    private static string? Probe(string folder)
    {
        var probe = Path.Combine(folder, $".probe.{Guid.NewGuid():N}");
        try
        {
            try
            {
                using var stream = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
                stream.Write(new byte[ProbeBytes]);
                stream.Flush(flushToDisk: true);
            }
            finally
            {
                File.Delete(probe);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FolderFault.Sentence(folder, Directory.Exists(folder) ? e : new DirectoryNotFoundException());
        }
    }
}
