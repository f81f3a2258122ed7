using HpcClient.Posix.Files;

namespace HpcClient.Engine.Images.Store;

/// <summary>Lists what is in a store.</summary>
internal static class StoreListing
{
    /// <summary>All images, those of which only a part is there included, by name.</summary>
    public static IReadOnlyList<StoredImage> Of(ImageStore store)
    {
        var images = new List<StoredImage>();
        foreach (var name in store.Paths.Names())
        {
            var record = StoreRecord.Read(store.Paths.Record(name));
            var state = EntryCheck.Quick(store.Paths, name);
            var partial = store.Paths.Partials(name).Sum(SizeOf);
            if (state == EntryState.Missing && partial == 0)
            {
                continue;
            }

            images.Add(new(
                name, record?.Source ?? "unknown", (state == EntryState.Missing ? 0 : record?.Bytes ?? SizeOf(store.Paths.Entry(name))) + partial,
                LastUse(store.Paths, name), store.UsersOf(name), state));
        }

        return images;
    }

    private static DateTimeOffset LastUse(StorePaths paths, string name)
    {
        var record = paths.Record(name);
        var path = File.Exists(record) ? record : FileKinds.Of(paths.Entry(name)) != FileKind.Missing ? paths.Entry(name) : paths.Partials(name).FirstOrDefault();
        return path is null ? DateTimeOffset.UnixEpoch : new(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
    }

    private static long SizeOf(string path) => FileKinds.Of(path) switch
    {
        FileKind.Regular => FileStamp.Of(path)?.Bytes ?? 0,
        FileKind.Folder => Directory.EnumerateFileSystemEntries(path).Sum(SizeOf),
        _ => 0,
    };
}
