using HpcClient.Posix.Files;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Setup;

namespace HpcClient.Commands.Doctor.Checks;

/// <summary>The installation's folder: its parts, rights, and whether its file system does what the ledger rests on.</summary>
internal static class FolderChecks
{
    public static IEnumerable<Finding> Run(WorkFolder folder)
    {
        var parts = Parts(folder);
        yield return parts;
        yield return Rights(folder);
        yield return parts.Outcome == CheckOutcome.Failed ? Finding.Skipped("file system", "The folder comes first: what cannot be written to cannot be tried.") : Promises(folder);
    }

    private static Finding Parts(WorkFolder folder)
    {
        const string name = "folder";
        var tried = $"wrote a file to {folder.State} and {folder.Generated}";
        return FolderCheck.Fault(folder) is { } fault
            ? Finding.Failed(name, tried, fault, fault.Contains("is missing", StringComparison.Ordinal)
                ? $"Parts that are missing are made by: fw-hpc-client setup --basic --folder {folder.Root}"
                : "Until it can be written to nothing can be promised, so no job is taken; none is lost.")
            : Finding.Ok(name, tried, $"{folder.Root} can be written to.");
    }

    private static Finding Rights(WorkFolder folder)
    {
        const string name = "rights";
        const UnixFileMode others = UnixFileMode.OtherWrite;
        var tried = $"read the modes of {folder.Root}, its settings and its state";
        var open = ((string[])[folder.Root, folder.Settings, folder.CastFile, folder.State, folder.Temp, folder.Generated])
            .Where(path => Path.Exists(path) && (File.GetUnixFileMode(path) & others) != 0).ToList();
        return open.Count == 0
            ? Finding.Ok(name, tried, "No other user can change them.")
            : Finding.Failed(name, tried, $"Every user of this machine may change {string.Join(", ", open)}, and with it what runs as you.", $"Run: chmod o-w {string.Join(' ', open)}");
    }

    private static Finding Promises(WorkFolder folder)
    {
        const string name = "file system";
        var tried = $"made a file in {folder.State} twice at the same name, forced it to disk, and locked it";
        var kind = FileSystemKind.Of(folder.State);
        var probe = Path.Combine(folder.State, $".doctor-{Guid.NewGuid():N}");
        try
        {
            var (first, second) = (DurableFile.TryCreate(probe, "first"), DurableFile.TryCreate(probe, "second"));
            using (var stream = new FileStream(probe, FileMode.Open, FileAccess.ReadWrite))
            {
                // By fcntl(2), as SQLite does for the ledger; NFS without its lock service refuses.
                stream.Lock(0, 1);
                stream.Unlock(0, 1);
            }

            File.Delete(probe);
            return first && !second
                ? Finding.Ok(name, tried, $"{kind ?? "Its kind is unknown"}: one of two makers wins, and what is written stays.")
                : Finding.Failed(name, tried, $"{kind ?? "This file system"} let two makers make the same file: jobs could run twice.", "Put the folder on another file system.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Where the folder is missing, even the removal of nothing would fail.
            if (File.Exists(probe))
            {
                File.Delete(probe);
            }

            return Finding.Failed(name, tried, $"{e.Message.TrimEnd('.')}.", "The folder must be on a file system with hard links and locks that this user may write to.");
        }
    }
}
