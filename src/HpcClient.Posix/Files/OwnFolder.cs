using System.Buffers.Binary;
using HpcClient.Posix.Processes;

namespace HpcClient.Posix.Files;

/// <summary>A folder of our own in a place where others may make folders too, such as a node's scratch disk.</summary>
public static class OwnFolder
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint Wanted = 0x1 | 0x2 | 0x8; // STATX_TYPE, STATX_MODE, STATX_UID
    private const int UserOffset = 20; // stx_uid in struct statx, statx(2)
    private const int ModeOffset = 28; // stx_mode
    private const int WritableByOthers = 0x12; // group and others

    /// <summary>Makes the folder, closed to others, unless it is there.</summary>
    /// <returns>Whether it is ours, see <see cref="IsOurs"/>.</returns>
    public static bool Make(string path)
    {
        try
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        return IsOurs(path);
    }

    /// <summary>Whether it is a real folder, no link, that belongs to this user and that nobody else may write.</summary>
    public static bool IsOurs(string path)
    {
        Span<byte> result = stackalloc byte[256];
        if (Interop.Statx(CurrentFolder, path, NoFollow, Wanted, result) != 0)
        {
            return false;
        }

        var mode = BinaryPrimitives.ReadUInt16LittleEndian(result[ModeOffset..]);
        return (mode & 0xF000) == 0x4000 && (mode & WritableByOthers) == 0
            && BinaryPrimitives.ReadUInt32LittleEndian(result[UserOffset..]) == ProcessUser.Id;
    }
}
