using System.Runtime.InteropServices;

namespace HpcClient.Posix.Files;

/// <summary>Puts one file in the place of another that somebody may be using, and keeps the other.</summary>
public static class FileExchange
{
    private const int PresentFolder = -100; // AT_FDCWD of <fcntl.h>; all our paths are absolute
    private const uint Exchange = 2; // RENAME_EXCHANGE of <linux/fs.h>
    private const int NotKnown = 38; // ENOSYS
    private const int NotSupported = 22; // EINVAL: the file system, NFS for one, cannot exchange

    /// <summary>
    /// <paramref name="replacement"/> takes the place of <paramref name="path"/>, whose file goes on as
    /// <paramref name="kept"/>. At every moment one of the two is at <paramref name="path"/>, whole. A program that runs from
    /// the old file goes on with it; where the file system can exchange, <c>/proc/PID/exe</c> follows it to its new name.
    /// All three lie in one file system; what is at <paramref name="kept"/> gives way.
    /// </summary>
    /// <exception cref="IOException">It cannot be done; <paramref name="path"/> is as it was.</exception>
    public static void Replace(string path, string replacement, string kept)
    {
        if (Interop.Rename(PresentFolder, replacement, PresentFolder, path, Exchange) == 0)
        {
            File.Move(replacement, kept, overwrite: true);
        }
        else if (Marshal.GetLastPInvokeError() is NotKnown or NotSupported)
        {
            File.Delete(kept);
            Check(Interop.Link(path, kept), kept);
            File.Move(replacement, path, overwrite: true);
        }
        else
        {
            Check(-1, path);
        }

        DurableFolder.Sync(Path.GetDirectoryName(path)!);
    }

    private static void Check(int result, string path)
    {
        if (result != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new IOException($"'{path}' could not be put in place: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }
    }
}
