using System.Buffers.Binary;

namespace HpcClient.Posix.Files;

/// <summary>
/// By what a file that changed is told from what it was, without reading it: works where nobody is told of changes, such as
/// on NFS. Two stamps are the same only while nobody has written, replaced, or changed the rights of the file.
/// </summary>
/// <param name="Inode">Number of the file: another one once it was replaced.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Modified">When its content was written last, in nanoseconds since 1970.</param>
/// <param name="Changed">When its content, owner or rights changed last, in nanoseconds since 1970.</param>
public readonly record struct FileStamp(ulong Inode, long Bytes, long Modified, long Changed)
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint BasicMask = 0x7ff; // STATX_BASIC_STATS

    // In struct statx, statx(2).
    private const int InodeOffset = 32;
    private const int SizeOffset = 40;
    private const int ChangedOffset = 96;
    private const int ModifiedOffset = 112;

    /// <summary>The stamp of the file at <paramref name="path"/>, followed when it is a link; null when there is none that we may see.</summary>
    public static FileStamp? Of(string path)
    {
        Span<byte> result = stackalloc byte[256];
        return Interop.Statx(CurrentFolder, path, 0, BasicMask, result) == 0
            ? new(
                BinaryPrimitives.ReadUInt64LittleEndian(result[InodeOffset..]),
                BinaryPrimitives.ReadInt64LittleEndian(result[SizeOffset..]),
                Nanoseconds(result[ModifiedOffset..]),
                Nanoseconds(result[ChangedOffset..]))
            : null;
    }

    private static long Nanoseconds(ReadOnlySpan<byte> time) =>
        (BinaryPrimitives.ReadInt64LittleEndian(time) * 1_000_000_000) + BinaryPrimitives.ReadUInt32LittleEndian(time[8..]);
}
