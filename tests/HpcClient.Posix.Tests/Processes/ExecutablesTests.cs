using HpcClient.Posix.Processes;

namespace HpcClient.Posix.Tests.Processes;

public sealed class ExecutablesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_on_the_path_that_can_run_is_found()
    {
        var plain = Make("one/tool", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.CreateDirectory(_folder["two/tool"]);
        var good = Make("three/tool", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Make("four/tool", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Executables.Find("tool", $"/nowhere::{_folder["one"]}:{_folder["two"]}:{_folder["three"]}:{_folder["four"]}").ShouldBe(good);
        Executables.Find("tool", _folder["one"]).ShouldBeNull();
        Executables.Find(plain).ShouldBeNull();
        Executables.Find(good).ShouldBe(good);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("no-such-tool")]
    public void What_is_no_program_is_not_found(string name) => Executables.Find(name, "/usr/bin:/bin").ShouldBeNull();

    [Fact]
    public void A_link_to_a_program_is_one_and_a_dead_link_is_not()
    {
        var good = Make("tool", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(_folder["link"], good);
        File.CreateSymbolicLink(_folder["dead"], _folder["none"]);

        Executables.Find("link", _folder.Path).ShouldBe(_folder["link"]);
        Executables.Find("dead", _folder.Path).ShouldBeNull();
    }

    private string Make(string name, UnixFileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], "#!/bin/sh\n");
        File.SetUnixFileMode(_folder[name], mode);
        return _folder[name];
    }
}
