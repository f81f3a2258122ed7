using HpcClient.Commands.Cast;

namespace HpcClient.Tests.Commands;

public sealed class FolderOptionTests
{
    [Fact]
    public void A_start_script_of_version_1_that_changed_to_the_code_folder_means_the_one_above()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.In("settings"));
        Directory.CreateDirectory(folder.In("code"));
        File.WriteAllText(folder.In("settings", "cast.yml"), "cast:\n");

        FolderOption.Present(folder.In("code")).ShouldBe(folder.Path);
        FolderOption.Present(folder.Path).ShouldBe(folder.Path);
    }

    [Fact]
    public void Where_no_settings_are_the_present_folder_is_meant()
    {
        using var folder = new TemporaryFolder();

        FolderOption.Present(folder.Path).ShouldBe(folder.Path);
    }
}
