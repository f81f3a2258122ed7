using System.Buffers.Binary;

namespace HpcClient.Posix.Files;

/// <summary>Tells kinds of files apart, which .NET does not: to it a named pipe is an ordinary file.</summary>
public static class FileKinds
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint TypeMask = 0x1; // STATX_TYPE
    private const int ModeOffset = 28; // stx_mode in struct statx, statx(2)

    /// <summary>The kind of what lies at <paramref name="path"/>, which is not followed when it is a link.</summary>
    public static FileKind Of(string path)
    {
        Span<byte> result = stackalloc byte[256];
        if (Interop.Statx(CurrentFolder, path, NoFollow, TypeMask, result) != 0)
        {
            return FileKind.Missing;
        }

        return (BinaryPrimitives.ReadUInt16LittleEndian(result[ModeOffset..]) & 0xF000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0xA000 => FileKind.Link,
            _ => FileKind.Special,
        };
    }
}
