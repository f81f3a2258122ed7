using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using HpcClient.Commands.Site;

namespace HpcClient.Commands.Update;

/// <summary>Takes executable and library out of a package, and nothing else.</summary>
internal static class PackageContents
{
    /// <summary>Name of the executable in a package.</summary>
    public const string Program = "fw-hpc-client";

    /// <summary>Name of the SQLite library that lies beside it.</summary>
    public const string Library = "libe_sqlite3.so";

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Runnable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // ELF: magic number, and at byte 18 the machine (e_machine of <elf.h>).
    private const int MachineAt = 18;
    private static ReadOnlySpan<byte> ElfMagic => [0x7f, (byte)'E', (byte)'L', (byte)'F'];
    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];

    /// <summary>Writes executable, and library where there is one, into <paramref name="folder"/>.</summary>
    /// <exception cref="CommandFault">The file is no package, or one for another kind of machine.</exception>
    public static async Task TakeAsync(string package, string folder, CancellationToken cancellationToken)
    {
        try
        {
            var head = await HeadAsync(package, cancellationToken);
            if (head.AsSpan().StartsWith(GzipMagic))
            {
                await UnpackAsync(package, folder, cancellationToken);
            }
            else if (head.AsSpan().StartsWith(ElfMagic))
            {
                await using var source = File.OpenRead(package);
                await WriteAsync(source, Path.Combine(folder, Program), Runnable, cancellationToken);
            }
            else
            {
                throw new CommandFault(ExitCodes.Failure, $"'{package}' is neither a tar.gz nor an executable. Name a package that ./build --all made.");
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new CommandFault(ExitCodes.Failure, $"'{package}' is no whole tar.gz: {e.Message.TrimEnd('.')}. Get it anew.");
        }

        var program = Path.Combine(folder, Program);
        if (!File.Exists(program))
        {
            throw new CommandFault(ExitCodes.Failure, $"'{package}' does not hold '{Program}'. Name a package that ./build --all made.");
        }

        CheckMachine(await HeadAsync(program, cancellationToken));
    }

    private static async Task UnpackAsync(string package, string folder, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(package);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            // Only these two names, at the top or one folder down: whatever else a stranger's archive holds goes nowhere.
            var parts = entry.Name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && parts.Length is 1 or 2 && parts[^1] is Program or Library && entry.DataStream is { } data)
            {
                var path = Path.Combine(folder, parts[^1]);
                if (File.Exists(path) || entry.Length > PackageDownload.MaxBytes)
                {
                    throw new InvalidDataException($"it holds '{parts[^1]}' twice, or one that is far too large");
                }

                await WriteAsync(data, path, parts[^1] == Program ? Runnable : Readable, cancellationToken);
            }
        }
    }

    private static async Task WriteAsync(Stream source, string path, UnixFileMode mode, CancellationToken cancellationToken)
    {
        await using var target = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode });
        await source.CopyToAsync(target, cancellationToken);
        target.Flush(flushToDisk: true);

        // Whatever the umask: other users' jobs run it as well.
        File.SetUnixFileMode(target.SafeFileHandle, mode);
    }

    private static async Task<byte[]> HeadAsync(string path, CancellationToken cancellationToken)
    {
        var head = new byte[MachineAt + sizeof(ushort)];
        await using var stream = File.OpenRead(path);
        var count = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return head[..count];
    }

    private static void CheckMachine(byte[] head)
    {
        if (!head.AsSpan().StartsWith(ElfMagic) || head.Length < MachineAt + sizeof(ushort))
        {
            throw new CommandFault(ExitCodes.Failure, $"'{Program}' of this package is no Linux executable. Name a package that ./build --all made.");
        }

        var machine = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(MachineAt)) switch { 62 => "X64", 183 => "Arm64", var other => $"number {other} of elf.h" };
        var here = RuntimeInformation.OSArchitecture.ToString();
        if (machine != here)
        {
            throw new CommandFault(ExitCodes.Failure, $"This package is for machines of the kind {machine}, and this one is {here}. Take the package whose name ends with linux-{here.ToLowerInvariant()}.");
        }
    }
}
