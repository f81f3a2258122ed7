namespace HpcClient.Engine.Images.Store;

/// <summary>Where the store keeps what: all in one folder, so that a look at it after a write of our own is a fresh one on NFS too.</summary>
internal sealed class StorePaths(string cacheFolder)
{
    private const string RecordEnding = ".json";

    /// <summary>The folder.</summary>
    public string Folder { get; } = Path.Combine(cacheFolder, "images");

    /// <summary>What is known of tags.</summary>
    public string Tags { get; } = Path.Combine(cacheFolder, "tags");

    /// <summary>The image itself, a file or a folder.</summary>
    public string Entry(string name) => Path.Combine(Folder, name);

    /// <summary>What is known of it.</summary>
    public string Record(string name) => Path.Combine(Folder, $".{name}{RecordEnding}");

    /// <summary>The right to make or remove it.</summary>
    public string Lease(string name) => Path.Combine(Folder, $".{name}.lease");

    /// <summary>A new name for it while it is made; <see cref="Partials"/> finds it.</summary>
    public string Partial(string name) => Path.Combine(Folder, $".{name}.partial-{Guid.NewGuid():N}");

    /// <summary>A new name for it while it is removed; <see cref="Partials"/> finds it.</summary>
    public string Gone(string name) => Path.Combine(Folder, $".{name}.partial-gone-{Guid.NewGuid():N}");

    /// <summary>A new mark that it is in use.</summary>
    public string Use(string name) => Path.Combine(Folder, $".{name}.use-{Guid.NewGuid():N}");

    /// <summary>All marks that it is in use.</summary>
    public IEnumerable<string> Uses(string name) => Directory.EnumerateFiles(Folder, $".{name}.use-*");

    /// <summary>All that was being made or removed of it.</summary>
    public IEnumerable<string> Partials(string name) => Directory.EnumerateFileSystemEntries(Folder, $".{name}.partial-*");

    /// <summary>Names of all images, and of those of which only a part is there.</summary>
    public IReadOnlyList<string> Names()
    {
        if (!Directory.Exists(Folder))
        {
            return [];
        }

        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in Directory.EnumerateFileSystemEntries(Folder).Select(path => Path.GetFileName(path)))
        {
            if (!name.StartsWith('.'))
            {
                names.Add(name);
            }
            else if (name.IndexOf(".partial-", StringComparison.Ordinal) is > 0 and var at)
            {
                names.Add(name[1..at]);
            }
        }

        return [.. names];
    }
}
