using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Packages;

/// <summary>The .deb, made of the published executable and installed by dpkg on a view of this machine that is forgotten afterwards.</summary>
public sealed class DebianPackageTests : IDisposable
{
    private const string Maintainer = "Jane Doe <jane@example.org>";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_names_its_maintainer_installs_works_and_goes_without_a_trace()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("FW_HPC_CLIENT") is { Length: > 0 }, "a package holds the published executable: run ./build and name it with FW_HPC_CLIENT");
        Parts.NeedProgram("dpkg-deb", "dpkg");
        await using var machine = await SystemdMachine.BootAsync(_folder.Path);
        var published = Directory.CreateDirectory(_folder.In("published")).FullName;
        foreach (var name in (string[])["fw-hpc-client", "libe_sqlite3.so"])
        {
            (await Product.RunAsync("cp", [Path.Combine(Path.GetDirectoryName(Product.Client)!, name), published])).ExitCode.ShouldBe(0);
        }

        var archive = _folder.In("fw-hpc-client-0-linux-x64.tar.gz");
        (await MakeAsync("archive.sh", null, published, Product.Client, archive)).ExitCode.ShouldBe(0);

        (await MakeAsync("debian.sh", "nobody in particular", archive, _folder.Path)).Error.ShouldContain("FW_HPC_MAINTAINER must be like");
        Directory.GetFiles(_folder.Path, "*.deb").ShouldBeEmpty();
        var made = await MakeAsync("debian.sh", Maintainer, archive, _folder.Path);
        made.ExitCode.ShouldBe(0, made.Error);
        var package = Directory.GetFiles(_folder.Path, "*.deb").ShouldHaveSingleItem();
        (await machine.OkAsync("dpkg-deb", "--field", package, "Maintainer")).ShouldBe(Maintainer);
        (await machine.OkAsync("sh", "-c", "dpkg-deb --fsys-tarfile \"$1\" | tar -xO ./usr/share/doc/fw-hpc-client/changelog.gz | gzip -dc", "sh", package)).ShouldContain($" -- {Maintainer}  ");

        await machine.OkAsync("dpkg", "--install", package);

        (await machine.OkAsync("dpkg", "--verify", "fw-hpc-client")).ShouldBeEmpty("each file is as its checksum says");
        (await machine.OkAsync("fw-hpc-client", "--version")).ShouldContain("commit");
        (await machine.OkAsync("fw-hpc-client", "setup", "--basic", "--folder", "/srv/fw-hpc")).ShouldContain("made ");
        (await machine.OkAsync("readlink", "/srv/fw-hpc/logs/temp/engine")).ShouldBe("/usr/lib/fw-hpc-client/fw-hpc-client");
        (await machine.OkAsync("fw-hpc-client", "service", "install", "--system", "--run-as", "daemon", "--print", "--folder", "/srv/fw-hpc")).ShouldContain("ExecStart=\"/usr/lib/fw-hpc-client/fw-hpc-client\" serve");
        var updated = await machine.RunAsync("fw-hpc-client", "update", "--from", archive);
        updated.ExitCode.ShouldBe(ExitCodes.Failure);
        updated.Error.ShouldContain("belongs to a Debian package");

        await machine.OkAsync("dpkg", "--remove", "fw-hpc-client");
        (await machine.RunAsync("test", "-e", "/usr/lib/fw-hpc-client")).ExitCode.ShouldBe(1);
        (await machine.RunAsync("test", "-e", "/usr/bin/fw-hpc-client")).ExitCode.ShouldBe(1);
    }

    private static Task<ChildResult> MakeAsync(string script, string? maintainer, params string[] arguments) =>
        Product.RunAsync("bash", ["-c", "cd \"$1\" && shift && exec \"$@\"", "bash", Repository.PathOf(), Repository.PathOf("deploy", "package", script), .. arguments], new Dictionary<string, string?> { ["FW_HPC_MAINTAINER"] = maintainer });
}
