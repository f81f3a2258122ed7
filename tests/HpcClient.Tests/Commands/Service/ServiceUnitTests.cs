using HpcClient.Commands.Service;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Folder;

namespace HpcClient.Tests.Commands.Service;

public sealed class ServiceUnitTests
{
    private const string OddFolder = "/srv/a b%h$HOME\"c'd\\e";

    [Theory]
    [InlineData(null, false)]
    [InlineData("daemon", false)]
    [InlineData("daemon", true)]
    public async Task Systemd_takes_the_unit_without_a_word(string? runAs, bool hasChildren)
    {
        Assert.SkipWhen(Executables.Find("systemd-analyze") is null, "systemd-analyze is not on this machine");
        using var folder = new TemporaryFolder();
        var path = folder.In("fw-hpc-test.service");
        File.WriteAllText(path, new ServiceUnit("/bin/true", new(OddFolder), runAs, hasChildren).Text());

        var result = await RunAsync(["verify", .. runAs is null ? (string[])["--user"] : [], "--man=no", "--recursive-errors=no", path]);

        result.Succeeded.ShouldBeTrue(result.Error);
        result.Error.Split('\n').Where(line => line.Contains("fw-hpc-test", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_system_service_is_hardened()
    {
        Assert.SkipWhen(Executables.Find("systemd-analyze") is null, "systemd-analyze is not on this machine");
        using var folder = new TemporaryFolder();
        var path = folder.In("fw-hpc-test.service");
        File.WriteAllText(path, new ServiceUnit("/bin/true", new("/srv/fw-hpc"), "daemon", HasChildren: false).Text());

        // In tenths: 4.0 of 10, where 10 is a service without any protection.
        var result = await RunAsync(["security", "--offline=yes", "--threshold=40", path]);

        result.Succeeded.ShouldBeTrue(result.Out + result.Error);
    }

    [Fact]
    public void Paths_are_meant_literally()
    {
        var text = new ServiceUnit("/opt/$x %i/fw-hpc-client", new(OddFolder), "daemon", HasChildren: false).Text();

        text.ShouldContain("ExecStart=\"/opt/$$x %%i/fw-hpc-client\" serve\n");
        text.ShouldContain("ReadWritePaths=\"/srv/a b%%h$HOME\\\"c'd\\\\e\"\n");
    }

    [Theory]
    [InlineData("fw-hpc-client", true)]
    [InlineData("../evil", false)]
    [InlineData("-n", false)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    public void Only_plain_names_name_a_unit(string name, bool fine) => SystemdText.IsName(name).ShouldBe(fine);

    private static Task<ChildResult> RunAsync(string[] arguments) => ChildProcess.RunAsync(
        new()
        {
            Program = "systemd-analyze",
            Arguments = arguments,

            // The user's manager wants a runtime folder, which only a login makes.
            Environment = new Dictionary<string, string?> { ["XDG_RUNTIME_DIR"] = Path.GetTempPath() },
        },
        TimeSpan.FromSeconds(60), cancellationToken: TestContext.Current.CancellationToken);
}
