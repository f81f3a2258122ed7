using System.Text;

namespace HpcClient.Posix.Files;

/// <summary>Writes files that are whole or not there, whatever happens to us or to the machine meanwhile.</summary>
public static class DurableFile
{
    /// <summary>Mode of a file that only its owner may read and write.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Mode of a script that only its owner may read, write and run.</summary>
    public const UnixFileMode OwnerScript = OwnerOnly | UnixFileMode.UserExecute;

    private const int OpenDirectory = 0x10000; // O_RDONLY | O_DIRECTORY on Linux

    /// <summary>Writes <paramref name="text"/> to <paramref name="path"/>: temporary file beside it, fsync, rename, fsync of the folder.</summary>
    /// <exception cref="IOException">The folder is full, read-only or missing; the old content, if any, is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not write there.</exception>
    public static void Write(string path, string text, UnixFileMode mode = OwnerOnly) => Write(path, Encoding.UTF8.GetBytes(text), mode);

    /// <inheritdoc cref="Write(string, string, UnixFileMode)"/>
    public static void Write(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode = OwnerOnly)
    {
        var temporary = WriteTemporary(path, bytes, mode);
        try
        {
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>
    /// Creates <paramref name="path"/> with <paramref name="text"/> unless it is there already; of several that try at
    /// once, on any node, exactly one succeeds. Made with link(2), which is atomic on NFS where O_EXCL may not be.
    /// </summary>
    /// <param name="path">The file to create.</param>
    /// <param name="text">Its content; must differ between the contenders (a host, process id and nonce in it do that).</param>
    /// <param name="mode">Its permissions.</param>
    /// <returns>Whether it was us who made it.</returns>
    /// <exception cref="IOException">The folder is full, read-only or missing, or its file system knows no hard links.</exception>
    public static bool TryCreate(string path, string text, UnixFileMode mode = OwnerOnly)
    {
        var temporary = WriteTemporary(path, Encoding.UTF8.GetBytes(text), mode);
        try
        {
            if (Interop.Link(temporary, path) == 0)
            {
                SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
                return true;
            }

            var error = System.Runtime.InteropServices.Marshal.GetLastPInvokeError();
            if (error != Interop.EntryExists)
            {
                throw new IOException($"'{path}' could not be made: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)}");
            }

            // When an NFS server's answer is lost and the call repeated, the winner is told that the name exists: it knows its own text.
            return File.ReadAllText(path) == text;
        }
        catch (FileNotFoundException)
        {
            // Somebody had it and has let go of it since.
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string WriteTemporary(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode)
    {
        // A short name of its own: that of the file may be as long as a name can be.
        var temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".new-{Guid.NewGuid():N}");
        try
        {
            using var stream = new FileStream(temporary, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = mode,
                BufferSize = 0,
            });
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        return temporary;
    }

    private static void SyncFolder(string folder)
    {
        var descriptor = Interop.Open(folder, OpenDirectory);
        if (descriptor >= 0)
        {
            // Some file systems refuse to sync a folder; the rename is then as durable as they make it.
            _ = Interop.Fsync(descriptor);
            _ = Interop.Close(descriptor);
        }
    }
}
