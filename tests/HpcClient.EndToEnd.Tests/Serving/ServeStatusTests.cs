using System.Net;
using System.Net.Sockets;
using System.Text;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Serving;

/// <summary>What others may know of a server: the status pages and the service manager.</summary>
public sealed class ServeStatusTests
{
    private const string CountLines = "#!/bin/bash\nset -e\nwc -l < input/notes/notes.txt > output/lines.txt\n";

    [Fact]
    public async Task The_pages_tell_how_it_goes()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", CountLines);
        await using var server = await Server.StartAsync(site, ["--status-port", "0"]);
        var status = StatusClient.Of(server);
        await site.StateAsync(await site.LaunchAsync("count-lines"), "complete");
        await status.MetricAsync("fw_hpc_jobs_ended_total{outcome=\"complete\"}", count => count == 1);

        var (code, page) = await status.HealthAsync();
        var metrics = await status.MetricsAsync();

        code.ShouldBe(HttpStatusCode.OK);
        page.GetProperty("status").GetString().ShouldBe("ok");
        page.GetProperty("age_seconds").GetDouble().ShouldBeLessThan(60);
        metrics.ShouldContain("fw_hpc_jobs_launched_total 1\n");
        metrics.ShouldContain("fw_hpc_scheduler_calls_total{call=\"observe\",outcome=\"answered\"}");
        metrics.ShouldContain("fw_hpc_site_calls_total{call=\"GET\",outcome=\"200\"}");
        metrics.ShouldMatch("process_resident_memory_bytes [1-9][0-9]+\n");
        metrics.ShouldNotContain(site.Secret);
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_used_is_no_health()
    {
        await using var site = await Installation.StartAsync();
        await using var server = await Server.StartAsync(site, ["--status-port", "0"]);
        var status = StatusClient.Of(server);
        await status.PassedAsync();

        // As after a disk that came back without its content.
        var ledger = Path.Combine(site.Hpc, "state", "ledger.db");
        File.Move(ledger, ledger + ".away");
        await File.WriteAllTextAsync(ledger, "no database at all, and long enough to be taken for something");
        await Eventually.TrueAsync(async () => (await status.HealthAsync()).Code == HttpStatusCode.ServiceUnavailable, $"the health page says so; it said: {server.Log}");
        File.Move(ledger + ".away", ledger, overwrite: true);

        await Eventually.TrueAsync(async () => (await status.HealthAsync()).Code == HttpStatusCode.OK, $"it is well again; it said: {server.Log}");
    }

    [Fact]
    public async Task The_service_manager_hears_of_start_state_life_reload_and_end()
    {
        await using var site = await Installation.StartAsync();
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(site.In("notify")));
        using var end = new CancellationTokenSource();
        var heard = new List<string>();
        var listening = ListenAsync(manager, heard, end.Token);
        await using var server = await Server.StartAsync(site, environment: new Dictionary<string, string?>
        {
            ["NOTIFY_SOCKET"] = site.In("notify"),
            ["WATCHDOG_USEC"] = "1000000",
            ["WATCHDOG_PID"] = null,
        });

        await HearsAsync(heard, all => all.Contains("READY=1") && all.Any(m => m.StartsWith("STATUS=All is well.", StringComparison.Ordinal)));
        await HearsAsync(heard, all => all.Count(m => m == "WATCHDOG=1") >= 3);
        server.Send(Signal.Hangup);
        await HearsAsync(heard, all => all.FindIndex(m => m.StartsWith("RELOADING=1\nMONOTONIC_USEC=", StringComparison.Ordinal)) is var at and > 0 && all.LastIndexOf("READY=1") > at);
        await server.SaysAsync("The settings were read again");
        (await server.StopAsync()).ShouldBe(0, server.Log);
        await HearsAsync(heard, all => all.Contains("STOPPING=1"));
        await end.CancelAsync();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private static async Task ListenAsync(Socket manager, List<string> heard, CancellationToken cancellationToken)
    {
        var buffer = new byte[8192];
        while (true)
        {
            var length = await manager.ReceiveAsync(buffer, cancellationToken);
            lock (heard)
            {
                heard.Add(Encoding.UTF8.GetString(buffer, 0, length));
            }
        }
    }

    private static Task HearsAsync(List<string> heard, Func<List<string>, bool> wanted) => Eventually.TrueAsync(
        () =>
        {
            lock (heard)
            {
                return wanted(heard);
            }
        },
        $"the manager hears it; it heard: {string.Join(" | ", heard)}");
}
