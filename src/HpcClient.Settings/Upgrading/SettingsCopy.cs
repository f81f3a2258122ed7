using System.Globalization;
using HpcClient.Posix.Files;
using HpcClient.Settings.Folder;

namespace HpcClient.Settings.Upgrading;

/// <summary>Dated copies of what lies in <c>settings/</c>: <c>settings/kept/20260131T120000Z/</c>, closed to others.</summary>
public static class SettingsCopy
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Settings are small; what is larger was put there for another reason.
    private const long MostBytes = 4 * 1024 * 1024;

    /// <summary>Keeps a copy, unless the latest one has the same files with the same content.</summary>
    /// <param name="folder">The installation.</param>
    /// <param name="time">Clock.</param>
    /// <returns>Path of the copy that has what is there now.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static string Keep(WorkFolder folder, TimeProvider time)
    {
        var all = Path.Combine(folder.Settings, "kept");
        var files = Files(folder.Settings);
        var latest = Directory.Exists(all)
            ? Directory.EnumerateDirectories(all).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        if (latest is not null && IsSame(files, Files(latest)))
        {
            return latest;
        }

        Directory.CreateDirectory(all, Owner);
        var partial = Directory.CreateDirectory(Path.Combine(all, $".partial-{Guid.NewGuid():N}"), Owner).FullName;
        try
        {
            foreach (var file in files)
            {
                DurableFile.Write(Path.Combine(partial, file.Name), File.ReadAllBytes(file.FullName), file.UnixFileMode & Owner);
            }

            var kept = Free(Path.Combine(all, time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)));
            Directory.Move(partial, kept);
            return kept;
        }
        catch
        {
            Directory.Delete(partial, recursive: true);
            throw;
        }
    }

    private static string Free(string wanted)
    {
        var name = wanted;
        for (var i = 2; Path.Exists(name); i++)
        {
            name = $"{wanted}-{i.ToString(CultureInfo.InvariantCulture)}";
        }

        return name;
    }

    private static List<FileInfo> Files(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFiles().Where(file => (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file) is { Exists: true, Length: <= MostBytes }).OrderBy(file => file.Name, StringComparer.Ordinal)];

    private static bool IsSame(List<FileInfo> some, List<FileInfo> others) =>
        some.Select(file => file.Name).SequenceEqual(others.Select(file => file.Name))
        && some.Zip(others).All(pair => File.ReadAllBytes(pair.First.FullName).AsSpan().SequenceEqual(File.ReadAllBytes(pair.Second.FullName)));
}
