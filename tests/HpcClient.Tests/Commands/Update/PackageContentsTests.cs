using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using HpcClient.Commands.Site;
using HpcClient.Commands.Update;

namespace HpcClient.Tests.Commands.Update;

public sealed class PackageContentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static byte[] Here => Elf(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? (byte)183 : (byte)62);

    private static byte[] Elsewhere => Elf(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? (byte)62 : (byte)183);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_executable_and_library_are_taken_from_an_archive()
    {
        var package = Archive(("x/fw-hpc-client", Here), ("x/libe_sqlite3.so", [1]), ("x/share/fw-hpc-client", [2]), ("../escaped", [3]), ("x/README.md", [4]));

        await TakeAsync(package);

        Directory.EnumerateFileSystemEntries(_folder.In("out")).Select(Path.GetFileName).ShouldBe(["fw-hpc-client", "libe_sqlite3.so"], ignoreOrder: true);
        File.ReadAllBytes(_folder.In("out", "fw-hpc-client")).ShouldBe(Here);
        File.Exists(_folder.In("escaped")).ShouldBeFalse();
        (File.GetUnixFileMode(_folder.In("out", "fw-hpc-client")) & UnixFileMode.OtherExecute).ShouldBe(UnixFileMode.OtherExecute);
    }

    [Fact]
    public async Task A_bare_executable_is_a_package_too()
    {
        await TakeAsync(Write(Here));

        File.Exists(_folder.In("out", "fw-hpc-client")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_link_by_the_name_of_the_executable_is_not_taken()
    {
        var package = _folder.In("link.tar.gz");
        await using (var zip = new GZipStream(File.Create(package), CompressionLevel.Fastest))
        await using (var tar = new TarWriter(zip))
        {
            await tar.WriteEntryAsync(new GnuTarEntry(TarEntryType.SymbolicLink, "fw-hpc-client") { LinkName = "/bin/true" }, TestContext.Current.CancellationToken);
        }

        (await FaultAsync(package)).ShouldContain("does not hold 'fw-hpc-client'");
    }

    [Fact]
    public async Task Every_wrong_file_is_refused_in_words()
    {
        (await FaultAsync(Write("hello"u8.ToArray()))).ShouldContain("neither a tar.gz nor an executable");
        (await FaultAsync(Write([]))).ShouldContain("neither a tar.gz nor an executable");
        (await FaultAsync(Write(Elsewhere))).ShouldContain("Take the package whose name ends with linux-");
        (await FaultAsync(Archive(("other", Here)))).ShouldContain("does not hold 'fw-hpc-client'");
        (await FaultAsync(Archive(("fw-hpc-client", "#!/bin/sh"u8.ToArray())))).ShouldContain("is no Linux executable");
        (await FaultAsync(Archive(("fw-hpc-client", Here), ("x/fw-hpc-client", Here)))).ShouldContain("twice");
        var whole = File.ReadAllBytes(Archive(("fw-hpc-client", Here)));
        (await FaultAsync(Write(whole[..20]))).ShouldContain("Get it anew");
    }

    private static byte[] Elf(byte machine)
    {
        var head = new byte[64];
        "\u007fELF"u8.CopyTo(head);
        head[18] = machine;
        return head;
    }

    private string Write(byte[] bytes)
    {
        var path = _folder.In(Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private string Archive(params (string Name, byte[] Bytes)[] files)
    {
        var path = _folder.In($"{Guid.NewGuid():N}.tar.gz");
        using var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(zip);
        foreach (var (name, bytes) in files)
        {
            tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
        }

        return path;
    }

    private Task TakeAsync(string package)
    {
        var target = _folder.In("out");
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        Directory.CreateDirectory(target);
        return PackageContents.TakeAsync(package, target, TestContext.Current.CancellationToken);
    }

    private async Task<string> FaultAsync(string package) => (await Should.ThrowAsync<CommandFault>(() => TakeAsync(package))).Message;
}
