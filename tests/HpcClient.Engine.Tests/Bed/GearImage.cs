using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>Images of a gear whose <c>run</c> does what the option <c>script</c> says.</summary>
internal static class GearImage
{
    private const string Run = "#!/bin/bash\neval \"$FW_CONFIG_SCRIPT\"\n";
    private const string PlainRun = "#!/bin/sh\neval \"$FW_CONFIG_SCRIPT\"\n";
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Files that only the image's root may read, as some images have them.</summary>
    private const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const string Busybox = "/bin/busybox";

    private static readonly SemaphoreSlim Once = new(1, 1);
    private static string? _whole;
    private static string? _sif;

    /// <summary>Only <c>/flywheel/v0</c>: enough where the host's programs are used.</summary>
    public static Task<string> BareAsync(string folder, params TarEntry[] more) => PackAsync(folder, Run, more);

    public static TarEntry TextFile(string name, string text, UnixFileMode mode = Closed) =>
        new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = mode, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };

    /// <summary>A root file system of one static program, which knows no bash.</summary>
    /// <param name="folder">Where the tarball is made.</param>
    /// <param name="ballastBytes">Size of a file in the gear's folder.</param>
    /// <param name="mode">Mode of the gear's files.</param>
    /// <param name="without">A program that it shall not have.</param>
    public static async Task<string> BusyboxAsync(string folder, int ballastBytes = 0, UnixFileMode mode = Closed, string? without = null)
    {
        if (!File.Exists(Busybox))
        {
            Assert.Skip($"{Busybox} is missing (Debian: package busybox-static).");
        }

        string[] names = ["sh", "cat", "chmod", "chown", "cp", "dd", "echo", "env", "id", "ls", "mkdir", "rm", "sleep", "stat", "touch", "true", "whoami"];
        List<TarEntry> entries =
        [
            .. new[] { "bin/", "etc/", "dev/", "proc/", "sys/", "tmp/", "mnt/", "home/" }
                .Select(name => new PaxTarEntry(TarEntryType.Directory, name) { Mode = Executable }),
            new PaxTarEntry(TarEntryType.RegularFile, "bin/busybox") { Mode = Executable, DataStream = new MemoryStream(await File.ReadAllBytesAsync(Busybox)) },
            .. names.Where(name => name != without).Select(name => new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{name}") { LinkName = "busybox" }),
            TextFile("flywheel/v0/ballast", new string('.', ballastBytes), mode),
        ];
        return await PackAsync(folder, PlainRun, entries, mode);
    }

    /// <summary>A whole root file system, of this host's own programs; made once.</summary>
    public static async Task<string> WholeAsync()
    {
        await Once.WaitAsync();
        try
        {
            return _whole ??= await MakeWholeAsync();
        }
        finally
        {
            Once.Release();
        }
    }

    /// <summary>A SIF of <see cref="BusyboxAsync"/>, built by Apptainer; made once.</summary>
    public static async Task<string> SifAsync()
    {
        await Once.WaitAsync();
        try
        {
            return _sif ??= await MakeSifAsync();
        }
        finally
        {
            Once.Release();
        }
    }

    private static async Task<string> MakeSifAsync()
    {
        var folder = Directory.CreateTempSubdirectory("engine-image-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Layout.Tree.Delete(folder);
        var rootfs = Path.Combine(folder, "rootfs");
        await Engine.Images.RootfsExtractor.ExtractAsync(await BusyboxAsync(folder), rootfs, CancellationToken.None);
        var sif = Path.Combine(folder, "gear.sif");
        var built = await ChildProcess.RunAsync(new ChildCommand { Program = "apptainer", Arguments = ["build", sif, rootfs] }, TimeSpan.FromMinutes(2));
        built.Succeeded.ShouldBeTrue(built.Error);
        return sif;
    }

    private static async Task<string> PackAsync(string folder, string run, IReadOnlyList<TarEntry> more, UnixFileMode mode = Closed)
    {
        var path = Path.Combine(folder, "bare.tgz");
        await using var file = File.Create(path);
        await using var zip = new GZipStream(file, CompressionLevel.Fastest);
        await using var tar = new TarWriter(zip);
        foreach (var name in new[] { "flywheel/", "flywheel/v0/", "flywheel/v0/output/" })
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, name) { Mode = Executable });
        }

        await tar.WriteEntryAsync(TextFile("flywheel/v0/run", run, Executable));
        await tar.WriteEntryAsync(TextFile("flywheel/v0/.hidden", "hidden\n", mode));
        await tar.WriteEntryAsync(TextFile("flywheel/v0/output/old", "of the image\n", mode));
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "flywheel/v0/link") { LinkName = ".hidden" });
        foreach (var entry in more)
        {
            await tar.WriteEntryAsync(entry);
        }

        return path;
    }

    private static async Task<string> MakeWholeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("engine-image-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var bare = await BareAsync(folder);
        var unpacked = Directory.CreateDirectory(Path.Combine(folder, "bare")).FullName;
        await using (var file = File.OpenRead(bare))
        await using (var zip = new GZipStream(file, CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(zip, unpacked, overwriteFiles: true);
        }

        var tarball = Path.Combine(folder, "whole.tar");
        var made = await ChildProcess.RunAsync(
            new ChildCommand
            {
                Program = "bash",
                Arguments = [Path.Combine(Repository.Root, "deploy/gears/host-rootfs.sh"), "--out", tarball, "--add", $"{unpacked}/flywheel=/flywheel"],
            },
            TimeSpan.FromMinutes(2));
        made.Succeeded.ShouldBeTrue(made.Error);
        return tarball;
    }
}
