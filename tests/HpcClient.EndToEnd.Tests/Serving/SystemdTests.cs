using System.Globalization;
using System.Runtime.InteropServices;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Serving;

/// <summary>service install under a real systemd, as a service of the machine and as one of a user.</summary>
public sealed class SystemdTests
{
    [Fact]
    public async Task A_service_is_installed_watched_restarted_after_a_failure_stopped_cleanly_and_removed()
    {
        await using var site = await Installation.StartAsync();
        site.Cast("  cluster: base\n");
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        await using var machine = await SystemdMachine.BootAsync(site.Path, Path.GetDirectoryName(Product.Client)!);
        await machine.OkAsync("systemctl", "start", "user@0.service");

        foreach (var user in (bool[])[false, true])
        {
            string[] manager = user ? ["env", "XDG_RUNTIME_DIR=/run/user/0", "HOME=/root"] : ["env"];
            string[] systemctl = [.. manager, "systemctl", .. user ? (string[])["--user"] : []];
            string[] which = user ? ["--user"] : ["--system", "--run-as", "root"];
            var units = user ? "/root/.config/systemd/user" : "/etc/systemd/system";

            // What is an administrator's own goes into a drop-in: here a quick restart, and where .NET lies for a build that is not native.
            await machine.OkAsync("sh", "-c", "mkdir -p \"$1\" && printf '[Service]\\nRestartSec=100ms\\nEnvironment=DOTNET_ROOT=%s\\n' \"$2\" > \"$1/test.conf\"", "sh", $"{units}/fw-hpc-client.service.d", runtime);
            var installed = await RunAsync([.. manager, $"DOTNET_ROOT={runtime}", Product.Client, "service", "install", .. which, "--folder", site.Hpc]);
            installed.ShouldContain("it is at work");

            // Type=notify: 'systemctl restart' comes back when it said that it is ready.
            (await RunAsync([.. systemctl, "is-active", "fw-hpc-client"])).ShouldBe("active");
            await Eventually.TrueAsync(async () => (await PropertyAsync("StatusText")).Length > 0, "the service tells its state");
            (await PropertyAsync("WatchdogUSec")).ShouldBe("10min");
            (await RunAsync([.. manager, $"DOTNET_ROOT={runtime}", Product.Client, "service", "status", "--json", "--folder", site.Hpc])).ShouldContain("\"state\": \"active\"");

            var first = await PropertyAsync("MainPID");
            await machine.OkAsync("kill", "-KILL", first);
            await Eventually.TrueAsync(async () => await PropertyAsync("NRestarts") == "1" && await PropertyAsync("ActiveState") == "active", "it is started again");
            (await PropertyAsync("MainPID")).ShouldNotBe(first);

            await RunAsync([.. systemctl, "stop", "fw-hpc-client"]);
            (await PropertyAsync("Result")).ShouldBe("success", (await machine.RunAsync(systemctl[0], [.. systemctl[1..], "status", "--no-pager", "--lines", "30", "fw-hpc-client"])).Out);
            (await PropertyAsync("ExecMainStatus")).ShouldBe("0");
            (await PropertyAsync("ExecMainCode")).ShouldBe("1", "it ended itself, nobody killed it");
            (await RunAsync([.. manager, "systemd-analyze", "verify", $"--{(user ? "user" : "system")}", $"{units}/fw-hpc-client.service"])).ShouldBeEmpty();
            if (!user)
            {
                var line = (await machine.OkAsync("systemd-analyze", "security", "--no-pager", "fw-hpc-client.service")).Split('\n')[^1];
                double.Parse(line.Split(": ")[1].Split(' ')[0], CultureInfo.InvariantCulture).ShouldBeLessThan(4, line);
            }

            (await RunAsync([.. manager, $"DOTNET_ROOT={runtime}", Product.Client, "service", "remove", which[0], "--folder", site.Hpc])).ShouldContain("removed ");
            (await machine.RunAsync("test", "-e", $"{units}/fw-hpc-client.service")).ExitCode.ShouldBe(1);

            async Task<string> PropertyAsync(string name) => (await RunAsync([.. systemctl, "show", "--value", "-p", name, "fw-hpc-client"])).Trim();
        }

        Task<string> RunAsync(string[] words) => machine.OkAsync(words[0], words[1..]);
    }
}
