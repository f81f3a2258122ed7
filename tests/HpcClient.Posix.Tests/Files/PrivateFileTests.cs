using HpcClient.Posix.Files;

namespace HpcClient.Posix.Tests.Files;

public sealed class PrivateFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("600", true)]
    [InlineData("400", true)]
    [InlineData("700", true)]
    [InlineData("640", false)]
    [InlineData("604", false)]
    [InlineData("610", false)]
    [InlineData("620", false)]
    [InlineData("601", false)]
    public void Any_right_of_others_is_a_fault_with_the_remedy(string mode, bool isPrivate)
    {
        var path = _folder["credentials.sh"];
        File.WriteAllText(path, "x");
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));

        var fault = PrivateFile.Fault(path);

        if (isPrivate)
        {
            fault.ShouldBeNull();
        }
        else
        {
            fault!.ShouldEndWith($"Run: chmod 600 '{path}'");
        }
    }

    [Fact]
    public void A_link_is_judged_by_the_file_it_leads_to()
    {
        File.WriteAllText(_folder["real"], "x");
        File.SetUnixFileMode(_folder["real"], UnixFileMode.UserRead | UnixFileMode.OtherRead);
        File.CreateSymbolicLink(_folder["link"], _folder["real"]);

        PrivateFile.Fault(_folder["link"]).ShouldNotBeNull();
    }
}
