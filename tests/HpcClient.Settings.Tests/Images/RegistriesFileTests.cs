using HpcClient.Posix.Files;
using HpcClient.Settings.Registries;

namespace HpcClient.Settings.Tests.Images;

public sealed class RegistriesFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("settings-test-").FullName;

    private string FilePath => Path.Combine(_folder, "registries.yml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Logins_are_read_by_host()
    {
        DurableFile.Write(FilePath, "registries:\n  r.example:5000: {username: ann, password: 'it''s: #1'}\n  Other.example:\n    username: bob\n    password: \"123456\"\n");

        RegistriesFile.Read(FilePath, out var logins).ShouldBeEmpty();

        logins["r.example:5000"].User.ShouldBe("ann");
        logins["r.example:5000"].RevealPassword().ShouldBe("it's: #1");
        logins["other.example"].RevealPassword().ShouldBe("123456");
        logins["r.example:5000"].ToString().ShouldBe("ann");
    }

    [Fact]
    public void Without_the_file_there_are_none()
    {
        RegistriesFile.Read(FilePath, out var logins).ShouldBeEmpty();
        logins.ShouldBeEmpty();
    }

    [Fact]
    public void Open_to_others_it_is_not_read()
    {
        File.WriteAllText(FilePath, "registries:\n  r.example: {username: ann, password: secretword}\n");
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        RegistriesFile.Read(FilePath, out var logins).ShouldHaveSingleItem().Remedy.ShouldContain("chmod 600");

        logins.ShouldBeEmpty();
    }

    [Fact]
    public void One_that_this_user_may_not_read_is_a_fault_with_the_path_and_no_logins()
    {
        DurableFile.Write(FilePath, "registries:\n  r.example: {username: ann, password: secretword}\n");
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

        OrdinaryUser.Run(() =>
        {
            var fault = RegistriesFile.Read(FilePath, out var logins).ShouldHaveSingleItem();
            fault.File.ShouldBe(FilePath);
            fault.Problem.ShouldStartWith("The file cannot be read: ");
            logins.ShouldBeEmpty();
        });
    }

    [Theory]
    [InlineData("secretword")]
    [InlineData("registries: secretword")]
    [InlineData("registries:\n  r.example: secretword")]
    [InlineData("registries:\n  r.example: {username: ann, passwort: secretword}")]
    [InlineData("registries:\n  r.example: {username: ann, password: [secretword]}")]
    [InlineData("registries:\n  r.example: {username: ann, password: \"secretword\\n\"}")]
    [InlineData("registries:\n  r.example/x: {username: ann, password: secretword}")]
    [InlineData("registries:\n  r.example: {username: ann, password: secretword")]
    [InlineData("registries:\n\tsecretword")]
    public void What_is_wrong_is_said_without_a_value(string text)
    {
        DurableFile.Write(FilePath, text);

        var faults = RegistriesFile.Read(FilePath, out var logins);

        faults.ShouldNotBeEmpty();
        string.Join('\n', faults).ShouldNotContain("secretword");
        logins.ShouldBeEmpty();
    }

    [Fact]
    public void A_faulty_login_leaves_the_others()
    {
        DurableFile.Write(FilePath, "registries:\n  a.example: {username: ann}\n  b.example: {username: bob, password: secretword}\n");

        RegistriesFile.Read(FilePath, out var logins).ShouldHaveSingleItem().Key.ShouldBe("registries.a.example");

        logins.Keys.ShouldBe(["b.example"]);
    }
}
