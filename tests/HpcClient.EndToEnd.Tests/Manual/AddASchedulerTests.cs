using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Manual;

/// <summary>The page for those who add a scheduler, followed to the letter in a copy of what it needs of the checkout.</summary>
public sealed class AddASchedulerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    private static readonly string[] Needed =
    [
        "src", "docs", "tests/Shared", "tests/Directory.Build.props", "tests/HpcClient.Scheduling.Tests", "tests/HpcClient.Scheduling.TestShepherd",
        "Directory.Packages.props", "Directory.Build.props", "BannedSymbols.txt", ".editorconfig", "global.json", "HpcClient.slnx",
    ];

    [Fact]
    public async Task Who_follows_the_page_has_a_scheduler_that_jobs_run_through()
    {
        Assert.SkipWhen(Executables.Find("dotnet") is null, "no dotnet is on PATH to build with");
        using var folder = new TemporaryFolder();
        foreach (var part in Needed)
        {
            Copy(Repository.PathOf(part), folder.In(part));
        }

        LookAtTheNewRoomOnly(folder.In("Directory.Build.props"));
        var page = GuidePage.Read(Repository.PathOf("docs", "add-a-scheduler.md"));
        page.WriteFiles(folder.Path);
        await File.WriteAllTextAsync(folder.In("commands.sh"), page.Commands, TestContext.Current.CancellationToken);

        // Into a file: the servers that a build leaves behind would keep a pipe open.
        var followed = await Product.RunAsync(
            "bash", ["-c", "cd \"$1\" && bash commands.sh >followed.log 2>&1", "bash", folder.Path], limit: Limit);

        var said = await File.ReadAllTextAsync(folder.In("followed.log"), TestContext.Current.CancellationToken);
        followed.Succeeded.ShouldBeTrue(said);
        said.ShouldContain("failed: 0");
        said.ShouldMatch(@"\n1 fw-[0-9a-f]{24} ended 0\n");
        said.ShouldMatch(@"\n2 fw-[0-9a-f]{24} cancelled\n");
        said.ShouldContain("when.txt");
    }

    // The other rooms are as they were, and were looked at when this checkout was built.
    private static void LookAtTheNewRoomOnly(string properties) => File.WriteAllText(properties, File.ReadAllText(properties).Replace(
        "</Project>",
        "<PropertyGroup Condition=\"!$(MSBuildProjectName.StartsWith('HpcClient.Scheduling'))\"><RunAnalyzers>false</RunAnalyzers></PropertyGroup></Project>",
        StringComparison.Ordinal));

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
            return;
        }

        Directory.CreateDirectory(to);
        foreach (var entry in Directory.EnumerateFileSystemEntries(from).Where(entry => Path.GetFileName(entry) is not ("bin" or "obj")))
        {
            Copy(entry, Path.Combine(to, Path.GetFileName(entry)));
        }
    }
}
