using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Machine;

/// <summary>A real systemd as process 1, on a view of this machine's root (deploy/systemd/boot-beside.sh).</summary>
internal sealed class SystemdMachine : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly RunningChild _boot;
    private readonly string _process;

    private SystemdMachine(TemporaryFolder folder, RunningChild boot, string process)
    {
        _folder = folder;
        _boot = boot;
        _process = process;
    }

    /// <summary>Boots it; the test skips where that cannot be.</summary>
    /// <param name="shared">Folders that it sees too.</param>
    public static async Task<SystemdMachine> BootAsync(params string[] shared)
    {
        Parts.NeedRoot("another systemd is booted in namespaces of its own");
        Parts.NeedFile("/lib/systemd/systemd", "systemd");
        Parts.NeedProgram("nsenter", "util-linux");
        if (!(await File.ReadAllTextAsync("/proc/filesystems")).Contains("cgroup2", StringComparison.Ordinal))
        {
            Assert.Skip("this kernel has no cgroup2, which systemd needs");
        }

        var folder = new TemporaryFolder();
        var boot = RunningChild.Start(
            new() { Program = Repository.PathOf("deploy/systemd/boot-beside.sh"), Arguments = [folder.Path, .. shared], NewSession = true }, (_, _) => ValueTask.CompletedTask);
        await Eventually.TrueAsync(() => File.Exists(folder.In("pid")) && File.ReadAllText(folder.In("pid")).EndsWith('\n'), "the machine starts");
        var machine = new SystemdMachine(folder, boot, (await File.ReadAllTextAsync(folder.In("pid"))).Trim());
        await Eventually.TrueAsync(async () => (await machine.RunAsync("systemctl", "is-system-running")).Out.Trim() is "running" or "degraded", "systemd is up");
        return machine;
    }

    /// <summary>Runs a program in it.</summary>
    public Task<ChildResult> RunAsync(string program, params string[] arguments) =>
        // With --wd=/ alone the present folder would be this machine's root, which has no name there.
        Product.RunAsync("nsenter", ["--target", _process, "--mount", "--pid", "--cgroup", "--root", "--wd=/", "--", "env", "--chdir=/", program, .. arguments]);

    /// <summary>Runs one that must succeed.</summary>
    /// <returns>What it wrote.</returns>
    public async Task<string> OkAsync(string program, params string[] arguments)
    {
        var result = await RunAsync(program, arguments);
        result.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {result.Error}{result.Out}");
        return result.Out.Trim();
    }

    public async ValueTask DisposeAsync()
    {
        await _boot.StopAsync(TimeSpan.FromSeconds(2));
        await ChildProcess.RunAsync(new() { Program = "kill", Arguments = ["-KILL", _process] }, TimeSpan.FromSeconds(10));
        _boot.Dispose();
        _folder.Dispose();
    }
}
