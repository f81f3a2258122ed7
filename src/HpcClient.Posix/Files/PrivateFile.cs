namespace HpcClient.Posix.Files;

/// <summary>Whether a file that holds a secret is closed to others.</summary>
public static class PrivateFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>A sentence with the remedy when group or others have any right on <paramref name="path"/>; null when all is well.</summary>
    public static string? Fault(string path) => (File.GetUnixFileMode(path) & Others) == 0
        ? null
        : $"'{path}' holds a secret and is open to other users. Run: chmod 600 '{path}'";
}
