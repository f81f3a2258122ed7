using System.Formats.Tar;
using HpcClient.Posix.Files;

namespace HpcClient.Engine.Images;

/// <summary>
/// Unpacks a rootfs tarball, trusting nothing in it: no entry leaves the target folder, neither by its name nor through
/// a link that an earlier entry made. Device nodes are left out (runtimes bring their own), owners are ours.
/// </summary>
internal static class RootfsExtractor
{
    private const UnixFileMode OwnerCanEnter = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Elevating = UnixFileMode.SetUser | UnixFileMode.SetGroup;

    /// <summary>Unpacks <paramref name="tarball"/> (plain, gzip; zstd, xz or bzip2 where the node has the program) into the new folder <paramref name="target"/>.</summary>
    /// <exception cref="EngineFault">It is not a tarball, or an entry tries to leave the folder.</exception>
    public static async Task ExtractAsync(string tarball, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        try
        {
            await using var tar = RootfsStream.Open(tarball);
            await using var reader = new TarReader(tar.Plain, leaveOpen: true);
            var limits = new RootfsLimits(target);
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                limits.Count(entry);
                await PlaceAsync(entry, target, cancellationToken);
            }

            await tar.EndAsync(cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw new EngineFault($"The gear's image is not a readable tar file, packed or not ({e.Message}). Upload the gear again.");
        }
    }

    private static async Task PlaceAsync(TarEntry entry, string target, CancellationToken cancellationToken)
    {
        var path = Inside(target, entry.Name, entry.Name);
        if (path == target)
        {
            return;
        }

        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                if (FileKinds.Of(path) is not (FileKind.Missing or FileKind.Folder))
                {
                    Replace(path);
                }

                Directory.CreateDirectory(path);
                File.SetUnixFileMode(path, Readable(entry.Mode) | OwnerCanEnter);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                Replace(path);
                await WriteAsync(entry, path, cancellationToken);
                break;
            case TarEntryType.SymbolicLink:
                Replace(path);
                File.CreateSymbolicLink(path, entry.LinkName);
                break;
            case TarEntryType.HardLink:
                var linked = Inside(target, entry.LinkName, entry.Name);
                if (FileKinds.Of(linked) != FileKind.Regular)
                {
                    throw Escape(entry.Name);
                }

                Replace(path);
                File.Copy(linked, path);
                break;
            default:
                break;
        }
    }

    private static async Task WriteAsync(TarEntry entry, string path, CancellationToken cancellationToken)
    {
        await using (var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = DurableFile.OwnerOnly, BufferSize = 0,
        }))
        {
            if (entry.DataStream is { } data)
            {
                await data.CopyToAsync(stream, 1 << 18, cancellationToken);
            }
        }

        File.SetUnixFileMode(path, Readable(entry.Mode) | UnixFileMode.UserWrite);
    }

    // A gear runs as the job's user, to whom files that only the image's root may read would be closed in a converted
    // image; it could not even be copied. Nothing in an image is secret from those who run it.
    private static UnixFileMode Readable(UnixFileMode mode)
    {
        var open = (mode & ~Elevating) | UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        return (mode & UnixFileMode.UserExecute) == 0 ? open : open | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    }

    // The path of a name below the target, after making its parents: none of them may be a link.
    private static string Inside(string target, string name, string shown)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        if (parts.Contains("..") || name.Contains('\0', StringComparison.Ordinal))
        {
            throw Escape(shown);
        }

        var path = target;
        for (var i = 0; i < parts.Length - 1; i++)
        {
            path = Path.Combine(path, parts[i]);
            switch (FileKinds.Of(path))
            {
                case FileKind.Folder:
                    break;
                case FileKind.Missing:
                    Directory.CreateDirectory(path);
                    break;
                default:
                    throw Escape(shown);
            }
        }

        return parts.Length == 0 ? target : Path.Combine(path, parts[^1]);
    }

    private static void Replace(string path)
    {
        switch (FileKinds.Of(path))
        {
            case FileKind.Missing:
                break;
            case FileKind.Folder:
                throw new EngineFault($"The gear's image replaces the folder '{Path.GetFileName(path)}' by something else. Upload the gear again.");
            default:
                File.Delete(path);
                break;
        }
    }

    private static EngineFault Escape(string name) =>
        new($"The gear's image holds an entry that leads out of it ('{name}'), so it was not unpacked. Upload the gear again, from a trusted source.");
}
