namespace HpcClient.Settings.Setup;

/// <summary>Why a folder cannot be used, in one sentence with the remedy.</summary>
internal static class FolderFault
{
    // Numbers of <errno.h> on Linux; .NET hands them on as the result code of an IOException.
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int Quota = 122;

    public static string Sentence(string folder, Exception e) => e switch
    {
        UnauthorizedAccessException when IsReadOnly(e.InnerException) || IsReadOnly(e) => ReadOnlySentence(folder),
        UnauthorizedAccessException => $"The user {Environment.UserName} may not write in '{folder}'. Run: chown {Environment.UserName} '{folder}', or start as its owner.",
        DirectoryNotFoundException when FileInPlaceOf(folder) is { } file => $"'{file}' is a file, where a folder must be. Move it away, or name another folder with --folder.",
        DirectoryNotFoundException => $"The folder '{folder}' is missing. Run 'fw-hpc-client setup' to make it, or name the right one with --folder.",
        IOException { HResult: NoSpace } => $"The disk of '{folder}' is full. Free some space: 'df -h {folder}' shows how much there is.",
        IOException { HResult: Quota } => $"The disk quota of '{folder}' is used up. Free some space, or ask for more quota.",
        IOException when IsReadOnly(e) => ReadOnlySentence(folder),
        _ => $"The folder '{folder}' cannot be used: {e.Message.TrimEnd('.')}. Check that it is a folder on a file system that works.",
    };

    // The folder itself, or one above it.
    private static string? FileInPlaceOf(string? path)
    {
        while (path is not null && !Path.Exists(path))
        {
            path = Path.GetDirectoryName(path);
        }

        return File.Exists(path) ? path : null;
    }

    private static string ReadOnlySentence(string folder) =>
        $"The file system of '{folder}' is read-only. Mount it writable, or use another folder with --folder.";

    private static bool IsReadOnly(Exception? e) =>
        e is not null && (e.HResult == ReadOnly || e.Message.Contains("Read-only file system", StringComparison.OrdinalIgnoreCase));
}
