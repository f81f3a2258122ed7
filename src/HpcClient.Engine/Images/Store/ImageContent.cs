using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HpcClient.Posix.Files;

namespace HpcClient.Engine.Images.Store;

/// <summary>What an image is made of: size and hash of a file, or of a folder with all that is in it.</summary>
/// <param name="Bytes">Bytes.</param>
/// <param name="Sha256">SHA-256 in hex.</param>
/// <param name="Modified">Nanoseconds since 1970 of the file's last change; 0 for a folder.</param>
internal sealed record ImageContent(long Bytes, string Sha256, long Modified)
{
    private static ReadOnlySpan<byte> SifMagic => "SIF_MAGIC"u8;

    private const int SifMagicOffset = 32;

    /// <summary>Reads all of it.</summary>
    public static async Task<ImageContent> OfAsync(string path, CancellationToken cancellationToken)
    {
        if (FileKinds.Of(path) != FileKind.Folder)
        {
            // Stamped before it is read: a change meanwhile must show.
            var stamp = FileStamp.Of(path) ?? throw new FileNotFoundException($"'{path}' is gone.", path);
            return new(stamp.Bytes, Convert.ToHexStringLower(await HashAsync(path, cancellationToken)), stamp.Modified);
        }

        using var listing = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = await AddFolderAsync(listing, path, "", cancellationToken);
        return new(bytes, Convert.ToHexStringLower(listing.GetHashAndReset()), 0);
    }

    /// <summary>Whether the file begins as a SIF does.</summary>
    public static bool LooksLikeSif(string path)
    {
        Span<byte> head = stackalloc byte[SifMagicOffset + 9];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head[SifMagicOffset..].SequenceEqual(SifMagic);
    }

    /// <summary>Makes the file's content durable, which those who write images do not; a crash of the machine must not leave a hole with the right size.</summary>
    public static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1);
        file.Flush(flushToDisk: true);
    }

    private static async Task<long> AddFolderAsync(IncrementalHash listing, string folder, string shown, CancellationToken cancellationToken)
    {
        long bytes = 0;
        foreach (var name in Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToArray())
        {
            var path = Path.Combine(folder, name);
            var inside = $"{shown}/{name}";
            switch (FileKinds.Of(path))
            {
                case FileKind.Folder:
                    Add(listing, 'd', inside, []);
                    bytes += await AddFolderAsync(listing, path, inside, cancellationToken);
                    break;
                case FileKind.Link:
                    Add(listing, 'l', inside, Encoding.UTF8.GetBytes(new FileInfo(path).LinkTarget ?? ""));
                    break;
                case FileKind.Regular:
                    bytes += new FileInfo(path).Length;
                    Add(listing, 'f', inside, await HashAsync(path, cancellationToken));
                    break;
                default:
                    Add(listing, 's', inside, []);
                    break;
            }
        }

        return bytes;
    }

    // With lengths, so that no two listings can read the same.
    private static void Add(IncrementalHash listing, char kind, string name, byte[] content)
    {
        Span<byte> head = stackalloc byte[12];
        var bytes = Encoding.UTF8.GetBytes(name);
        BinaryPrimitives.WriteInt32LittleEndian(head, kind);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], content.Length);
        listing.AppendData(head);
        listing.AppendData(bytes);
        listing.AppendData(content);
    }

    private static async Task<byte[]> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20, FileOptions.SequentialScan);
        return await SHA256.HashDataAsync(file, cancellationToken);
    }
}
