using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HpcClient.Posix.Files;

/// <summary>Makes named pipes (mkfifo(3)).</summary>
public static class NamedPipe
{
    /// <summary>Makes one at <paramref name="path"/> that everybody may read and nobody but its owner write.</summary>
    /// <exception cref="IOException">It could not be made.</exception>
    public static void Make(string path)
    {
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        if (Interop.MakePipe(path, (uint)mode) != 0)
        {
            throw new IOException($"The named pipe '{path}' could not be made: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }

        // Whatever the umask took away.
        File.SetUnixFileMode(path, mode);
    }

    /// <summary>
    /// Holds it open, which its readers wait for and whose end they see, also when this process is killed. Our children do
    /// not hold it.
    /// </summary>
    public static SafeFileHandle Hold(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite); // for reading too: else it would wait for a reader
}
