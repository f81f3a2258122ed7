using HpcClient.Settings.Folder;

namespace HpcClient.Settings.Setup;

/// <summary>The folders that an installation consists of.</summary>
public static class FolderParts
{
    internal const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Makes what is missing below a folder that has its settings: one that served the Python client has no <c>state/</c>,
    /// and must do without another <c>setup</c>.
    /// </summary>
    /// <returns>One sentence why it cannot be done; null when all parts are there.</returns>
    public static string? MakeMissing(WorkFolder folder)
    {
        if (!Directory.Exists(folder.Settings))
        {
            return FolderFault.Sentence(Directory.Exists(folder.Root) ? folder.Settings : folder.Root, new DirectoryNotFoundException());
        }

        foreach (var (path, make) in Of(folder).Where(part => !Directory.Exists(part.Path)))
        {
            try
            {
                make();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return FolderFault.Sentence(path, e);
            }
        }

        return null;
    }

    /// <summary>Each part and how to make it, in the order in which they can be made.</summary>
    internal static IEnumerable<(string Path, Action Make)> Of(WorkFolder folder) =>
    [
        .. ((string[])[folder.Settings, folder.Generated, folder.Queue, folder.Temp]).Select(path => (path, (Action)(() => Directory.CreateDirectory(path)))),

        // Whoever can read the ledger learns who ran what.
        .. ((string[])[folder.State, folder.Claims, folder.Ends]).Select(path => (path, (Action)(() => Directory.CreateDirectory(path, Owner)))),
    ];
}
