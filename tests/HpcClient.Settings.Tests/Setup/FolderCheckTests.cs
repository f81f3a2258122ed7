using HpcClient.Posix.Processes;
using HpcClient.Settings.Setup;

namespace HpcClient.Settings.Tests.Setup;

public sealed class FolderCheckTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_folder_names_setup() =>
        FolderCheck.Fault(new("/nowhere/at/all"))!.ShouldBe("The folder '/nowhere/at/all' is missing. Run 'fw-hpc-client setup' to make it, or name the right one with --folder.");

    [Fact]
    public void A_folder_of_the_Python_client_gets_what_it_lacks_and_keeps_what_it_has()
    {
        foreach (var part in (string[])[_folder.Work.Settings, _folder.Work.Generated, _folder.Work.Queue, _folder.Work.Temp])
        {
            Directory.CreateDirectory(part);
        }

        var script = Path.Combine(_folder.Work.Generated, "job-1.sh");
        File.WriteAllText(script, "kept");
        FolderParts.MakeMissing(_folder.Work).ShouldBeNull();
        FolderCheck.Fault(_folder.Work).ShouldBeNull();
        File.ReadAllText(script).ShouldBe("kept");
        File.GetUnixFileMode(_folder.Work.State).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Nothing_is_made_where_there_are_no_settings()
    {
        FolderParts.MakeMissing(_folder.Work)!.ShouldContain("Run 'fw-hpc-client setup'");
        Directory.Exists(_folder.Work.State).ShouldBeFalse();
    }

    [Fact]
    public void A_missing_part_is_named()
    {
        FolderSetup.Make(_folder.Work, new() { Executable = "/x" });
        Directory.Delete(_folder.Work.Generated);
        FolderCheck.Fault(_folder.Work)!.ShouldContain($"'{_folder.Work.Generated}' is missing");
    }

    [Fact]
    public void A_check_leaves_nothing_behind()
    {
        FolderSetup.Make(_folder.Work, new() { Executable = "/x" });
        FolderCheck.Fault(_folder.Work).ShouldBeNull();
        Directory.EnumerateFiles(_folder.Work.State).ShouldBeEmpty();
        Directory.EnumerateFiles(_folder.Work.Generated).ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_of_somebody_else_is_refused_with_the_user_s_name()
    {
        FolderSetup.Make(_folder.Work, new() { Executable = "/x" });
        File.SetUnixFileMode(_folder.Work.Generated, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        OrdinaryUser.Run(() => FolderCheck.Fault(_folder.Work)!.ShouldContain(Environment.UserName));
    }

    [Theory]
    [InlineData("size=4k", "is full")]
    [InlineData("ro", "is read-only")]
    public async Task A_full_or_read_only_disk_is_told_apart(string option, string says)
    {
        Assert.SkipUnless(ProcessUser.IsRoot && Executables.Find("mount") is not null, "Only root can mount a small or read-only disk.");
        FolderSetup.Make(_folder.Work, new() { Executable = "/x" });
        var state = _folder.Work.State;
        var mount = await ChildProcess.RunAsync(new() { Program = "mount", Arguments = ["-t", "tmpfs", "-o", option, "none", state] }, TimeSpan.FromSeconds(30));
        Assert.SkipUnless(mount.Succeeded, "This root may not mount.");
        try
        {
            FolderCheck.Fault(_folder.Work)!.ShouldContain(says);
        }
        finally
        {
            (await ChildProcess.RunAsync(new() { Program = "umount", Arguments = [state] }, TimeSpan.FromSeconds(30))).Succeeded.ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(28, "is full")]
    [InlineData(30, "is read-only")]
    [InlineData(122, "quota")]
    [InlineData(5, "cannot be used: x.")]
    public void The_number_of_the_error_decides_the_sentence(int error, string says) =>
        FolderFault.Sentence("/f", new IOException("x.", error)).ShouldContain(says);
}
