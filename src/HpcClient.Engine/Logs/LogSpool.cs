using System.Buffers.Binary;
using System.Text;
using HpcClient.Flywheel.Jobs;
using HpcClient.Posix.Files;
using Microsoft.Win32.SafeHandles;

namespace HpcClient.Engine.Logs;

/// <summary>
/// Log entries on disk, between the gear that writes them and the site that takes them: a slow or dead site neither
/// slows the gear nor fills memory. First in, first out; the file is emptied whenever all is sent.
/// </summary>
internal sealed class LogSpool : IDisposable
{
    /// <summary>Most bytes of one entry; longer text is several.</summary>
    public const int MaxEntryBytes = 16 * 1024;

    private const int HeaderBytes = 5; // length, descriptor

    private readonly SafeFileHandle _file;
    private readonly Lock _lock = new();
    private byte[] _write = new byte[32 * 1024];
    private long _end;
    private long _start;

    /// <summary>Makes the spool file at <paramref name="path"/>.</summary>
    public LogSpool(string path)
    {
        using (new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = DurableFile.OwnerOnly,
        }))
        {
            // Made with its mode; opened for both below.
        }

        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
    }

    /// <summary>Bytes not yet sent.</summary>
    public long PendingBytes
    {
        get
        {
            lock (_lock)
            {
                return _end - _start;
            }
        }
    }

    /// <summary>Adds text of one stream.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Add(int descriptor, string text)
    {
        lock (_lock)
        {
            var needed = Encoding.UTF8.GetMaxByteCount(text.Length) + ((text.Length / (MaxEntryBytes / 4) + 1) * HeaderBytes);
            if (_write.Length < needed)
            {
                _write = new byte[needed];
            }

            var length = 0;
            foreach (var piece in Pieces(text))
            {
                var bytes = Encoding.UTF8.GetBytes(text.AsSpan(piece), _write.AsSpan(length + HeaderBytes));
                BinaryPrimitives.WriteInt32LittleEndian(_write.AsSpan(length), bytes);
                _write[length + 4] = unchecked((byte)(sbyte)descriptor);
                length += HeaderBytes + bytes;
            }

            RandomAccess.Write(_file, _write.AsSpan(0, length), _end);
            _end += length;
        }
    }

    /// <summary>The oldest entries, at most <paramref name="maxBytes"/> of them (but at least one); neighbours of one stream are joined.</summary>
    /// <returns>The lines and how many bytes to <see cref="Forget"/> once the site has them.</returns>
    public (IReadOnlyList<LogLine> Lines, long Bytes) Peek(int maxBytes)
    {
        long start, end;
        lock (_lock)
        {
            (start, end) = (_start, _end);
        }

        var buffer = new byte[Math.Min(end - start, Math.Max(maxBytes, MaxEntryBytes + HeaderBytes))];
        var read = ReadFully(buffer, start);
        var lines = new List<LogLine>();
        var text = new StringBuilder();
        var at = 0;
        while (at + HeaderBytes <= read)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(at));
            if (at + HeaderBytes + length > read)
            {
                break;
            }

            int descriptor = unchecked((sbyte)buffer[at + 4]);
            var message = Encoding.UTF8.GetString(buffer, at + HeaderBytes, length);
            if (lines.Count > 0 && lines[^1].Fd == descriptor)
            {
                text.Append(message);
            }
            else
            {
                Close(lines, text);
                text.Append(message);
                lines.Add(new LogLine(descriptor, ""));
            }

            at += HeaderBytes + length;
        }

        Close(lines, text);
        return (lines, at);
    }

    /// <summary>Forgets the oldest bytes: the site has them.</summary>
    public void Forget(long bytes)
    {
        lock (_lock)
        {
            _start += bytes;
            if (_start == _end)
            {
                _start = _end = 0;
                RandomAccess.SetLength(_file, 0);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static void Close(List<LogLine> lines, StringBuilder text)
    {
        if (lines.Count > 0)
        {
            lines[^1] = lines[^1] with { Msg = text.ToString() };
            text.Clear();
        }
    }

    private static IEnumerable<Range> Pieces(string text)
    {
        // At most 3 bytes per UTF-16 unit, so a piece never exceeds MaxEntryBytes.
        const int chars = MaxEntryBytes / 4;
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + chars);
            if (end < text.Length)
            {
                var line = text.LastIndexOf('\n', end - 1, end - start);
                end = line >= start ? line + 1 : char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
            }

            yield return start..end;
            start = end;
        }
    }

    private int ReadFully(byte[] buffer, long start)
    {
        var read = 0;
        while (read < buffer.Length && RandomAccess.Read(_file, buffer.AsSpan(read), start + read) is var count and > 0)
        {
            read += count;
        }

        return read;
    }
}
