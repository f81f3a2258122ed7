using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Feel;

/// <summary>Calls in a folder that is no longer there.</summary>
public sealed class RemovedFolderTests
{
    private const string Words = "The current folder no longer exists";

    [Fact]
    public async Task Full_paths_work_and_everything_else_ends_with_a_sentence()
    {
        using var folder = new TemporaryFolder();
        (await Product.RunAsync(Product.Client, ["setup", "--basic", "--folder", folder.In("hpc")])).ExitCode.ShouldBe(0);

        Task<ChildResult> RunAsync(string arguments) => Product.RunAsync(
            "sh", ["-c", $"mkdir '{folder.In("gone")}' && cd '{folder.In("gone")}' && rmdir ../gone && exec '{Product.Client}' {arguments}"]);

        var version = await RunAsync("--version");
        var full = await RunAsync($"config show --folder '{folder.In("hpc")}'");
        var none = await RunAsync("config check");

        version.ExitCode.ShouldBe(0);
        version.Error.ShouldContain(Words);
        full.Error.ShouldContain($"{folder.In("hpc")}/settings/credentials.sh", customMessage: "the folder was found, and has no site yet");
        none.ExitCode.ShouldNotBe(0);
        none.Error.ShouldContain(Words);
        none.Error.ShouldNotContain("Exception");
    }
}
