using System.Globalization;
using System.Runtime.InteropServices;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Serving;

/// <summary>service install under a real systemd, as a service of the machine and as one of a user, both of an ordinary user.</summary>
public sealed class SystemdTests
{
    // Debian has it, so that Slurm's nodes know it too.
    private const string Ordinary = "daemon";
    private const string Own = "fwhpc";

    // Where the user of the service may go, wherever tests and product lie.
    private const string Program = "/opt/fw-hpc-client/fw-hpc-client";
    private const string Folder = "/srv/fw-hpc";

    private static string Dotnet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    [Theory]
    [InlineData(false, 2.5)]
    [InlineData(true, 6.5)]
    public async Task A_service_is_installed_watched_restarted_after_a_failure_stopped_cleanly_and_removed(bool isOwn, double bar)
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("FW_HPC_TEST_MEASURED") is not null,
            "a program whose coverage is measured writes its figures where this unit lets nobody write: run without --coverage");
        await using var site = await Installation.StartAsync();
        site.Cast("  cluster: base\n");
        await using var machine = await BootAsync(site);
        string[] manager = ["env", $"DOTNET_ROOT={Dotnet}"];
        string[] systemctl = ["systemctl"];
        string[] which = ["--system", "--run-as", Ordinary];
        var units = "/etc/systemd/system";
        if (isOwn)
        {
            await machine.OkAsync("useradd", "--create-home", Own);
            var number = await machine.OkAsync("id", "-u", Own);
            await machine.OkAsync("systemctl", "start", $"user@{number}.service");
            manager = ["runuser", "-u", Own, "--", "env", $"XDG_RUNTIME_DIR=/run/user/{number}", $"HOME=/home/{Own}", $"DOTNET_ROOT={Dotnet}"];
            systemctl = [.. manager, "systemctl", "--user"];
            which = ["--user"];
            units = $"/home/{Own}/.config/systemd/user";
        }

        var user = isOwn ? Own : Ordinary;
        await machine.OkAsync("chown", "-R", $"{user}:", Folder);

        // What is an administrator's own goes into a drop-in: here a quick restart, and where .NET lies for a build that is not native.
        await machine.OkAsync(
            isOwn ? "runuser" : "env", [.. isOwn ? (string[])["-u", Own, "--"] : [], "sh", "-c", "mkdir -p \"$1\" && printf '[Service]\\nRestartSec=100ms\\nEnvironment=DOTNET_ROOT=%s\\n' \"$2\" > \"$1/test.conf\"", "sh", $"{units}/fw-hpc-client.service.d", Dotnet]);
        var installed = await RunAsync([.. manager, Program, "service", "install", .. which, "--folder", Folder]);
        installed.ShouldContain("it is at work");

        // Type=notify: 'systemctl restart' comes back when it said that it is ready.
        (await RunAsync([.. systemctl, "is-active", "fw-hpc-client"])).ShouldBe("active");
        await Eventually.TrueAsync(async () => (await PropertyAsync("StatusText")).Length > 0, "the service tells its state");
        (await PropertyAsync("WatchdogUSec")).ShouldBe("10min");
        (await RunAsync([.. manager, Program, "service", "status", "--json", "--folder", Folder])).ShouldContain("\"state\": \"active\"");

        var first = await PropertyAsync("MainPID");
        await BoundAsync(machine, first, user);
        await machine.OkAsync("kill", "-KILL", first);
        await Eventually.TrueAsync(async () => await PropertyAsync("NRestarts") == "1" && await PropertyAsync("ActiveState") == "active", "it is started again");
        (await PropertyAsync("MainPID")).ShouldNotBe(first);

        await RunAsync([.. systemctl, "stop", "fw-hpc-client"]);
        (await PropertyAsync("Result")).ShouldBe("success", (await machine.RunAsync(systemctl[0], [.. systemctl[1..], "status", "--no-pager", "--lines", "30", "fw-hpc-client"])).Out);
        (await PropertyAsync("ExecMainStatus")).ShouldBe("0");
        (await PropertyAsync("ExecMainCode")).ShouldBe("1", "it ended itself, nobody killed it");
        (await RunAsync([.. manager, "systemd-analyze", "verify", $"--{(isOwn ? "user" : "system")}", $"{units}/fw-hpc-client.service"])).ShouldBeEmpty();
        var line = (await machine.OkAsync("systemd-analyze", "security", "--offline=yes", "--no-pager", $"{units}/fw-hpc-client.service")).Split('\n')[^1];
        double.Parse(line.Split(": ")[1].Split(' ')[0], CultureInfo.InvariantCulture).ShouldBeLessThan(bar, line);

        (await RunAsync([.. manager, Program, "service", "remove", which[0], "--folder", Folder])).ShouldContain("removed ");
        (await machine.RunAsync("test", "-e", $"{units}/fw-hpc-client.service")).ExitCode.ShouldBe(1);

        Task<string> RunAsync(string[] words) => machine.OkAsync(words[0], words[1..]);

        async Task<string> PropertyAsync(string name) => (await RunAsync([.. systemctl, "show", "--value", "-p", name, "fw-hpc-client"])).Trim();
    }

    [Fact]
    public async Task From_within_its_bounds_it_hands_jobs_to_a_real_Slurm()
    {
        await Parts.NeedSlurmAsync();
        var configuration = Environment.GetEnvironmentVariable("SLURM_CONF") ?? "/etc/slurm/slurm.conf";
        await using var site = await Installation.StartAsync();
        site.Cast("  cluster: slurm\n");
        await site.GearAsync("quick", "#!/bin/bash\ncat input/notes/notes.txt\n");
        var job = await site.LaunchAsync("quick");
        File.SetUnixFileMode(site.Path, File.GetUnixFileMode(site.Path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

        // The folder lies where the nodes see it, and with the configuration there is munge's socket (deploy/slurm).
        await using var machine = await BootAsync(site, Path.GetDirectoryName(Path.GetDirectoryName(configuration))!);
        await machine.OkAsync("chown", "-R", $"{Ordinary}:", site.Hpc);
        await machine.OkAsync(
            "sh", "-c", "mkdir -p \"$1\" && printf '[Service]\\nEnvironment=DOTNET_ROOT=%s SLURM_CONF=%s\\n' \"$2\" \"$3\" > \"$1/test.conf\"", "sh", "/etc/systemd/system/fw-hpc-client.service.d", Dotnet, configuration);
        await machine.OkAsync("env", $"DOTNET_ROOT={Dotnet}", Program, "service", "install", "--system", "--run-as", Ordinary, "--folder", site.Hpc);

        await BoundAsync(machine, await machine.OkAsync("systemctl", "show", "--value", "-p", "MainPID", "fw-hpc-client"), Ordinary);
        await site.StateAsync(job, "complete");

        (await site.LogAsync(job)).ShouldContain("three\nlines\nhere\n");
        await machine.OkAsync("systemctl", "stop", "fw-hpc-client");
    }

    private static async Task<SystemdMachine> BootAsync(Installation site, params string[] more)
    {
        var machine = await SystemdMachine.BootAsync([site.Path, Path.GetDirectoryName(Product.Client)!, .. more]);
        foreach (var (from, to) in ((string, string)[])[(Path.GetDirectoryName(Product.Client)!, Path.GetDirectoryName(Program)!), (site.Hpc, Folder)])
        {
            await machine.OkAsync("mkdir", "-p", to);
            await machine.OkAsync("mount", "--bind", from, to);
        }

        return machine;
    }

    // proc_pid_status(5): Seccomp 2 is a filter of system calls.
    private static async Task BoundAsync(SystemdMachine machine, string process, string user)
    {
        var status = (await machine.OkAsync("cat", $"/proc/{process}/status")).Split('\n').Select(line => line.Split('\t')).ToDictionary(words => words[0], words => words[1]);
        status["Uid:"].ShouldBe(await machine.OkAsync("id", "-u", user));
        status["NoNewPrivs:"].ShouldBe("1");
        status["Seccomp:"].ShouldBe("2");
        status["CapEff:"].ShouldBe("0000000000000000");
    }
}
