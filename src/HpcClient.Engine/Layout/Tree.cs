using HpcClient.Posix.Files;

namespace HpcClient.Engine.Layout;

/// <summary>Copies and removes folders without ever following a link.</summary>
internal static class Tree
{
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Removes what lies at <paramref name="path"/>, read-only folders included; nothing there is fine.</summary>
    /// <returns>Whether all of it is gone.</returns>
    public static bool Delete(string path)
    {
        try
        {
            switch (FileKinds.Of(path))
            {
                case FileKind.Missing:
                    return true;
                case FileKind.Folder:
                    var whole = true;
                    File.SetUnixFileMode(path, OwnerAll);
                    foreach (var entry in Directory.EnumerateFileSystemEntries(path))
                    {
                        whole &= Delete(entry);
                    }

                    if (whole)
                    {
                        Directory.Delete(path);
                    }

                    return whole;
                default:
                    File.Delete(path);
                    return true;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Copies the content of a folder: hidden files, modes and links (as links) included.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in Directory.EnumerateFileSystemEntries(from))
        {
            var target = Path.Combine(to, Path.GetFileName(entry));
            switch (FileKinds.Of(entry))
            {
                case FileKind.Folder:
                    Copy(entry, target);
                    File.SetUnixFileMode(target, File.GetUnixFileMode(entry) | OwnerAll);
                    break;
                case FileKind.Link:
                    File.CreateSymbolicLink(target, new FileInfo(entry).LinkTarget!);
                    break;
                case FileKind.Regular:
                    File.Copy(entry, target);
                    break;
                default:
                    break;
            }
        }
    }
}
