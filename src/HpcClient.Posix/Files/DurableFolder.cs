namespace HpcClient.Posix.Files;

/// <summary>Moves folders so that they are wholly in one place or in the other, whatever happens meanwhile.</summary>
public static class DurableFolder
{
    private const int OpenDirectory = 0x10000; // O_RDONLY | O_DIRECTORY on Linux

    /// <summary>Renames a folder within one file system and makes both parents durable.</summary>
    /// <exception cref="IOException">The target exists, the source is gone, or the disk refuses.</exception>
    public static void Move(string source, string target)
    {
        Directory.Move(source, target);
        Sync(Parent(target));
        Sync(Parent(source));
    }

    /// <summary>Makes the entries of <paramref name="folder"/> durable; does nothing where its file system refuses to sync folders.</summary>
    public static void Sync(string folder)
    {
        var descriptor = Interop.Open(folder, OpenDirectory);
        if (descriptor >= 0)
        {
            _ = Interop.Fsync(descriptor);
            _ = Interop.Close(descriptor);
        }
    }

    private static string Parent(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}
