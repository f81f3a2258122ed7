using System.Net.Sockets;
using System.Text;
using HpcClient.Commands.Serve.Status;
using HpcClient.Commands.Serve.Systemd;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Tests.Commands.Serve;

/// <summary>What the service manager hears, on a real socket.</summary>
public sealed class ServiceNotifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };

    public void Dispose()
    {
        _manager.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Each_message_is_one_datagram()
    {
        using var notifier = Bound();

        notifier.Ready();
        notifier.Status("All is well.");
        notifier.Stopping();

        Received().ShouldBe("READY=1");
        Received().ShouldBe("STATUS=All is well.");
        Received().ShouldBe("STOPPING=1");
    }

    [Fact]
    public void A_name_in_the_abstract_namespace_is_understood()
    {
        var name = $"fw-hpc-test-{Guid.NewGuid():N}";
        _manager.Bind(new UnixDomainSocketEndPoint($"\0{name}"));
        using var notifier = new ServiceNotifier($"@{name}");

        notifier.Ready();

        Received().ShouldBe("READY=1");
    }

    [Fact]
    public void A_status_cannot_forge_another_message()
    {
        using var notifier = Bound();

        notifier.Status("gear\nSTOPPING=1");

        Received().ShouldBe("STATUS=gear STOPPING=1");
    }

    [Fact]
    public void A_reload_bears_the_time_of_the_monotonic_clock()
    {
        using var notifier = Bound();
        var before = Monotonic();

        notifier.Reloading(TimeProvider.System);

        var lines = Received().Split('\n');
        lines[0].ShouldBe("RELOADING=1");
        lines[1].ShouldStartWith("MONOTONIC_USEC=");
        long.Parse(lines[1].Split('=')[1], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(before - 20_000, Monotonic() + 20_000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("vsock:2:1234")]
    [InlineData("/no/such/socket")]
    public void Without_a_manager_nothing_happens(string? address)
    {
        using var notifier = new ServiceNotifier(address);

        Should.NotThrow(notifier.Ready);
    }

    [Fact]
    public async Task The_watchdog_hears_of_progress_twice_in_its_period_and_of_a_standstill_nothing()
    {
        var time = new FakeTimeProvider();
        var vitals = new Vitals(time);
        using var notifier = Bound(TimeSpan.FromSeconds(10));
        using var end = new CancellationTokenSource();
        var beat = new WatchdogBeat(notifier, vitals, time).RunAsync(end.Token);

        vitals.Progressed();
        time.Advance(TimeSpan.FromSeconds(5));
        Received().ShouldBe("WATCHDOG=1");
        time.Advance(TimeSpan.FromSeconds(5));
        time.Advance(TimeSpan.FromSeconds(5));
        await end.CancelAsync();
        await beat.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _manager.Available.ShouldBe(0);
    }

    // What the manager compares with: the time since boot without sleep, in microseconds.
    private static long Monotonic() =>
        (long)(double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) * 1_000_000);

    private ServiceNotifier Bound(TimeSpan? watchdog = null)
    {
        var path = _folder.In("notify");
        _manager.Bind(new UnixDomainSocketEndPoint(path));
        return new(path, watchdog);
    }

    private string Received()
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, _manager.Receive(buffer));
    }
}
