namespace HpcClient.Posix.Processes;

/// <summary>Finds programs the way a shell does.</summary>
public static class Executables
{
    /// <summary>The full path of <paramref name="name"/> on <paramref name="searchPath"/> (default: this process's PATH), or null.</summary>
    public static string? Find(string name, string? searchPath = null)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return IsExecutable(name) ? Path.GetFullPath(name) : null;
        }

        return (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string path)
    {
        const UnixFileMode anyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            return File.Exists(path) && (File.GetUnixFileMode(path) & anyExecute) != 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A dead link, which File.Exists takes for a file, or a folder that we may not look into.
            return false;
        }
    }
}
