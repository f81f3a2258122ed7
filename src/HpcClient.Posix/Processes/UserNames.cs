using System.Runtime.InteropServices;

namespace HpcClient.Posix.Processes;

/// <summary>Names of the users that this machine knows, local ones and those of its directory service.</summary>
public static class UserNames
{
    // struct passwd takes 48 bytes with glibc and with musl; its first member points to the name.
    private const int EntryBytes = 256;
    private const int TextBytes = 16 * 1024;

    /// <summary>The name of a user id; null where the machine knows none, or where its directory does not answer.</summary>
    public static string? Find(uint id)
    {
        // Outside of the garbage collector's reach: the entry points into the texts, which must not move.
        var memory = Marshal.AllocHGlobal(EntryBytes + TextBytes);
        try
        {
            return Interop.FindUser(id, memory, memory + EntryBytes, TextBytes, out var found) == 0 && found != 0 &&
                Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(memory)) is { Length: > 0 } name ? name : null;
        }
        finally
        {
            Marshal.FreeHGlobal(memory);
        }
    }
}
