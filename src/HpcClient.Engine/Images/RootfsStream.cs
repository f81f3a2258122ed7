using System.IO.Compression;
using System.IO.Pipelines;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Images;

/// <summary>The plain tar in a tarball, which is told by its first bytes: gzip by ourselves, others by the program that knows them.</summary>
internal sealed class RootfsStream : IAsyncDisposable
{
    private static readonly (byte[] Magic, string Name, string Program)[] Kinds =
    [
        ([0x28, 0xb5, 0x2f, 0xfd], "zstd", "zstd"),
        ([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "xz", "xz"),
        ("BZh"u8.ToArray(), "bzip2", "bzip2"),
    ];

    private readonly FileStream _file;
    private readonly RunningChild? _child;
    private readonly Task _ended;
    private readonly Stream _unpacked;
    private readonly TarEnd _end;

    private RootfsStream(FileStream file, Stream plain, RunningChild? child, Task ended)
    {
        _file = file;
        _unpacked = plain;
        _end = new(plain);
        _child = child;
        _ended = ended;
    }

    /// <summary>The tar.</summary>
    public Stream Plain => _end;

    /// <summary>Opens the tarball at <paramref name="path"/>.</summary>
    /// <exception cref="EngineFault">It is packed in a way for which this node has no program.</exception>
    public static RootfsStream Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        Span<byte> head = stackalloc byte[6];
        var read = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        if (read is [0x1f, 0x8b, ..])
        {
            return new(file, new GZipStream(file, CompressionMode.Decompress), null, Task.CompletedTask);
        }

        foreach (var (magic, name, program) in Kinds)
        {
            if (read.StartsWith(magic))
            {
                file.Dispose();
                return Unpacking(path, name, program);
            }
        }

        return new(file, file, null, Task.CompletedTask);
    }

    /// <summary>To be called after the last entry: whether the tar was whole.</summary>
    /// <exception cref="InvalidDataException">It was not.</exception>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        // What follows the end of a tar is padding; reading it makes the unpacker judge its own end.
        await Plain.CopyToAsync(Stream.Null, cancellationToken);
        await _ended;
        if (!_end.IsThere)
        {
            throw new InvalidDataException("its end is missing");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _unpacked.DisposeAsync();
        await _file.DisposeAsync();
        if (_child is not null)
        {
            await _child.StopAsync(TimeSpan.Zero);
            await Task.WhenAny(_ended);
            _child.Dispose();
        }
    }

    private static RootfsStream Unpacking(string path, string name, string program)
    {
        if (Executables.Find(program) is not { } found)
        {
            throw new EngineFault($"The gear's image is packed with {name}, and the program {program} is not on PATH on {Environment.MachineName}. Install it there, or have the image packed with gzip.");
        }

        var pipe = new Pipe();
        var child = RunningChild.Start(
            new ChildCommand { Program = found, Arguments = ["-d", "-c", "--", path], NewSession = true },
            async (output, bytes) =>
            {
                if (output == ChildOutput.Out && (await pipe.Writer.WriteAsync(bytes)).IsCompleted)
                {
                    throw new OperationCanceledException("Nobody reads on.");
                }
            });
        return new(new FileStream("/dev/null", FileMode.Open, FileAccess.Read), pipe.Reader.AsStream(), child, WaitAsync(child, pipe.Writer, name));
    }

    private static async Task WaitAsync(RunningChild child, PipeWriter writer, string name)
    {
        try
        {
            var code = await child.WaitAsync();
            var fault = code == 0 ? null : new InvalidDataException($"{name} ended with exit code {code}");
            await writer.CompleteAsync(fault);
            if (fault is not null)
            {
                throw fault;
            }
        }
        catch (OperationCanceledException e)
        {
            await writer.CompleteAsync(e);
        }
    }
}
