using HpcClient.Commands.Service;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Folder;

namespace HpcClient.Tests.Commands.Service;

public sealed class ServiceUnitTests
{
    private const string OddFolder = "/srv/a b%h$HOME\"c'd\\e";

    [Theory]
    [InlineData(null, "slurm")]
    [InlineData("daemon", "slurm")]
    [InlineData("daemon", "lsf")]
    [InlineData("daemon", "local")]
    public async Task Systemd_takes_the_unit_without_a_word(string? runAs, string cluster)
    {
        Assert.SkipWhen(Executables.Find("systemd-analyze") is null, "systemd-analyze is not on this machine");
        using var folder = new TemporaryFolder();
        var path = folder.In("fw-hpc-test.service");
        File.WriteAllText(path, new ServiceUnit("/bin/true", new(OddFolder), runAs, cluster).Text());

        var result = await RunAsync(["verify", .. runAs is null ? (string[])["--user"] : [], "--man=no", "--recursive-errors=no", path]);

        result.Succeeded.ShouldBeTrue(result.Error);
        result.Error.Split('\n').Where(line => line.Contains("fw-hpc-test", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    // In tenths: of 100, where 100 is a service without any protection. A user's manager has few rights to protect with.
    [Theory]
    [InlineData("daemon", "slurm", 25)]
    [InlineData("daemon", "sge", 25)]
    [InlineData(null, "slurm", 65)]
    [InlineData("daemon", "lsf", 90)]
    public async Task The_service_is_hardened(string? runAs, string cluster, int bar)
    {
        Assert.SkipWhen(Executables.Find("systemd-analyze") is null, "systemd-analyze is not on this machine");
        using var folder = new TemporaryFolder();
        var path = folder.In("fw-hpc-test.service");
        File.WriteAllText(path, new ServiceUnit("/bin/true", new("/srv/fw-hpc"), runAs, cluster).Text());

        var result = await RunAsync(["security", "--offline=yes", $"--threshold={bar}", path]);

        result.Succeeded.ShouldBeTrue(result.Out + result.Error);
    }

    [Fact]
    public void What_LSF_needs_the_rights_of_root_for_is_left_to_it()
    {
        var text = new ServiceUnit("/bin/true", new("/srv/fw-hpc"), "daemon", "lsf").Text();

        foreach (var taken in (string[])["NoNewPrivileges", "Restrict", "SystemCall", "LockPersonality", "PrivateDevices", "ProtectKernel", "ProtectClock", "ProtectHostname", "CapabilityBoundingSet"])
        {
            text.ShouldNotContain(taken);
        }

        text.ShouldContain("ProtectSystem=strict\n");
    }

    [Fact]
    public void Paths_are_meant_literally()
    {
        var text = new ServiceUnit("/opt/$x %i/fw-hpc-client", new(OddFolder), "daemon", "slurm").Text();

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
