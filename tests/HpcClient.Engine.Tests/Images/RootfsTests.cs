using System.Buffers.Binary;
using System.Text;
using HpcClient.Engine.Images;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Images;

public sealed class RootfsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("engine-test-").FullName;

    private string Target => Path.Combine(_folder, "root");

    public void Dispose() => Layout.Tree.Delete(_folder);

    [Theory]
    [InlineData("gzip")]
    [InlineData("xz")]
    [InlineData("zstd")]
    [InlineData("bzip2")]
    public async Task A_tarball_is_unpacked_however_it_is_packed(string program)
    {
        var tarball = await PackAsync(program);

        await RootfsExtractor.ExtractAsync(tarball, Target, CancellationToken.None);

        (await File.ReadAllTextAsync(Path.Combine(Target, "flywheel", "v0", ".hidden"))).ShouldBe("hidden\n");
    }

    [Theory]
    [InlineData("gzip", 0)]
    [InlineData("gzip", 40)]
    [InlineData("xz", 0)]
    [InlineData("xz", 8)]
    public async Task A_tarball_that_was_cut_off_is_not_taken_for_a_whole_one(string program, int bytes)
    {
        // 0: the tar ends with its last entry, as when it was cut off between two.
        var tarball = await PackAsync(program, whole: bytes > 0);
        await using (var file = File.OpenWrite(tarball))
        {
            file.SetLength(file.Length - bytes);
        }

        var fault = await Should.ThrowAsync<EngineFault>(() => RootfsExtractor.ExtractAsync(tarball, Target, CancellationToken.None));

        fault.Message.ShouldContain("not a readable tar file");
        fault.Message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task A_tarball_that_says_it_holds_more_than_any_image_is_refused_before_it_is_written()
    {
        var tarball = Path.Combine(_folder, "bomb.tar");
        await File.WriteAllBytesAsync(tarball, [.. Header("bomb", 1L << 40), .. new byte[512]]);

        var fault = await Should.ThrowAsync<EngineFault>(() => RootfsExtractor.ExtractAsync(tarball, Target, CancellationToken.None));

        fault.Message.ShouldContain("unpacks into more than");
        File.Exists(Path.Combine(Target, "bomb")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_link_out_of_the_image_stays_a_link_and_nothing_is_written_through_it()
    {
        var tarball = await GearImage.BareAsync(
            _folder,
            new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.SymbolicLink, "out") { LinkName = _folder },
            GearImage.TextFile("out", "a file in place of the link"));

        await RootfsExtractor.ExtractAsync(tarball, Target, CancellationToken.None);

        (await File.ReadAllTextAsync(Path.Combine(Target, "out"))).ShouldBe("a file in place of the link");
        new FileInfo(Path.Combine(Target, "out")).LinkTarget.ShouldBeNull();
    }

    // Plain first, then by the real program.
    private async Task<string> PackAsync(string program, bool whole = true)
    {
        if (Executables.Find(program) is null)
        {
            Assert.Skip($"{program} is not on PATH.");
        }

        var packed = await GearImage.BareAsync(_folder);
        var unpacked = await ChildProcess.RunAsync(new ChildCommand { Program = "gzip", Arguments = ["-d", "-S", ".tgz", packed] }, TimeSpan.FromMinutes(1));
        unpacked.Succeeded.ShouldBeTrue(unpacked.Error);
        var plain = Path.Combine(_folder, "bare.tar");
        if (!whole)
        {
            var content = await File.ReadAllBytesAsync(plain);
            await File.WriteAllBytesAsync(plain, content[..((content.AsSpan().LastIndexOfAnyExcept((byte)0) / 512 + 1) * 512)]);
        }

        var tarball = Path.Combine(_folder, "tarball");
        var result = await ChildProcess.RunAsync(
            new ChildCommand { Program = "sh", Arguments = ["-c", "exec \"$1\" -c < \"$2\" > \"$3\"", "pack", program, plain, tarball] }, TimeSpan.FromMinutes(1));
        result.Succeeded.ShouldBeTrue(result.Error);
        return tarball;
    }

    // A header of ustar with a size beyond what its octal digits hold, as GNU tar writes it.
    private static byte[] Header(string name, long size)
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        "0000644\0"u8.CopyTo(header.AsSpan(100));
        "0000000\0"u8.CopyTo(header.AsSpan(108));
        "0000000\0"u8.CopyTo(header.AsSpan(116));
        header[124] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128), size);
        "00000000000\0"u8.CopyTo(header.AsSpan(136));
        header.AsSpan(148, 8).Fill((byte)' ');
        header[156] = (byte)'0';
        "ustar  \0"u8.CopyTo(header.AsSpan(257));
        var sum = header.Sum(b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        return header;
    }
}
