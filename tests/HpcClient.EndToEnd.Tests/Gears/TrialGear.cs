using System.Formats.Tar;
using System.Security.Cryptography;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Gears;

/// <summary>A gear as its developer has it: a folder with manifest and run, one input file, and images of it.</summary>
internal sealed class TrialGear : IDisposable
{
    private const string Busybox = "/bin/busybox";

    private readonly TemporaryFolder _folder = new();

    /// <summary>Makes the folder of a gear whose command is <paramref name="script"/>.</summary>
    public TrialGear(string script)
    {
        Folder = _folder.In("gear");
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(Temporary);
        File.WriteAllText(Path.Combine(Folder, "manifest.json"), """
            {
              "name": "trial", "label": "Trial", "version": "0.1.0", "description": "A gear of the tests.", "author": "tests",
              "license": "Other", "source": "", "url": "",
              "inputs": { "notes": { "base": "file", "description": "Any file." }, "more": { "base": "file", "optional": true } },
              "config": {
                "code": { "type": "integer", "default": 0, "minimum": 0, "maximum": 100 },
                "words": { "type": "string", "optional": true }
              },
              "environment": { "GREETING": "hello" }
            }
            """);
        ExecutableScript.Write(Path.Combine(Folder, "run"), script);
        File.WriteAllText(Input, "three\nlines\nhere\n");
    }

    public string Folder { get; }

    public string Input => _folder.In("my notes.txt");

    public string Output => _folder.In("output");

    /// <summary>Where the program makes its temporary folders; nothing may be left there.</summary>
    public string Temporary => _folder.In("temporary");

    public string In(string name) => _folder.In(name);

    public Dictionary<string, string?> Environment => new() { ["TMPDIR"] = Temporary, ["ENGINE_CACHE_DIR"] = _folder.In("cache") };

    /// <summary>A root file system of one static program, as a tarball; skips where that is not here.</summary>
    public async Task<string> TarballAsync()
    {
        Parts.NeedFile(Busybox, "busybox-static");
        var path = _folder.In("rootfs.tar");
        await using var tar = new TarWriter(File.Create(path));
        foreach (var name in new[] { "bin/", "etc/", "dev/", "proc/", "sys/", "tmp/", "mnt/", "home/", "flywheel/", "flywheel/v0/" })
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, name) { Mode = Open });
        }

        await tar.WriteEntryAsync(FileEntry("bin/busybox", await File.ReadAllBytesAsync(Busybox)));
        foreach (var name in new[] { "sh", "cat", "cp", "echo", "env", "ls", "mkdir", "sleep" })
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{name}") { LinkName = "busybox" });
        }

        foreach (var name in new[] { "manifest.json", "run" })
        {
            await tar.WriteEntryAsync(FileEntry($"flywheel/v0/{name}", await File.ReadAllBytesAsync(Path.Combine(Folder, name))));
        }

        return path;
    }

    /// <summary>The same as a SIF.</summary>
    public async Task<string> SifAsync()
    {
        var tarball = await TarballAsync();
        var rootfs = Directory.CreateDirectory(_folder.In("rootfs")).FullName;
        (await Product.RunAsync("tar", ["-C", rootfs, "-xf", tarball])).ExitCode.ShouldBe(0);
        var sif = _folder.In("trial.sif");
        var built = await Product.RunAsync("apptainer", ["build", sif, rootfs], new Dictionary<string, string?> { ["APPTAINER_CACHEDIR"] = _folder.In("layers") });
        built.ExitCode.ShouldBe(0, built.Error);
        return sif;
    }

    /// <summary>What Podman calls the tarball once it is imported.</summary>
    public static async Task<string> PodmanNameAsync(string tarball)
    {
        await using var stream = File.OpenRead(tarball);
        return $"localhost/fw-hpc/gear:sha256-{Convert.ToHexStringLower(await SHA256.HashDataAsync(stream))}";
    }

    public void Dispose() => _folder.Dispose();

    private static UnixFileMode Open => UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static PaxTarEntry FileEntry(string name, byte[] content) => new(TarEntryType.RegularFile, name) { Mode = Open, DataStream = new MemoryStream(content) };
}
