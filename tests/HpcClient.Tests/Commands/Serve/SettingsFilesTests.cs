using HpcClient.Commands.Serve.Reloading;
using HpcClient.Posix.Files;
using HpcClient.Settings.Folder;

namespace HpcClient.Tests.Commands.Serve;

/// <summary>When the settings are read again.</summary>
public sealed class SettingsFilesTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly WorkFolder _folder;
    private readonly SettingsFiles _files;

    public SettingsFilesTests()
    {
        _folder = new(_temporary.Path);
        Directory.CreateDirectory(_folder.Settings);
        File.WriteAllText(_folder.CastFile, "cast: one");
        File.WriteAllText(_folder.CredentialsFile, "export A=1");
        _files = new(_folder);
        _files.Remember();
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Files_that_stay_as_they_are_are_not_read_again() => IsCalledTwice().ShouldBe((false, false));

    [Fact]
    public void A_change_is_read_once_it_has_settled()
    {
        File.WriteAllText(_folder.CastFile, "cast: two!");

        IsCalledTwice().ShouldBe((false, true));
    }

    [Fact]
    public void A_file_in_the_midst_of_being_replaced_is_left_alone()
    {
        File.Move(_folder.CastFile, _folder.CastFile + "~");
        _files.IsCalled().ShouldBeFalse();
        File.WriteAllText(_folder.CastFile, "cast: two");

        IsCalledTwice().ShouldBe((false, true));
    }

    [Fact]
    public void A_file_replaced_by_one_of_the_same_size_and_time_is_noticed()
    {
        var time = File.GetLastWriteTimeUtc(_folder.CastFile);
        DurableFile.Write(_folder.CastFile, "cast: two");
        File.SetLastWriteTimeUtc(_folder.CastFile, time);

        IsCalledTwice().ShouldBe((false, true));
    }

    [Fact]
    public void Credentials_that_were_only_closed_to_others_are_noticed()
    {
        File.SetUnixFileMode(_folder.CredentialsFile, UnixFileMode.UserRead);

        IsCalledTwice().ShouldBe((false, true));
    }

    [Fact]
    public void What_was_read_is_not_read_again()
    {
        File.WriteAllText(_folder.CastFile, "cast: two!");
        _files.Remember();

        IsCalledTwice().ShouldBe((false, false));
    }

    private (bool First, bool Second) IsCalledTwice() => (_files.IsCalled(), _files.IsCalled());
}
