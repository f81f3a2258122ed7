using System.Globalization;
using System.Net.Sockets;
using System.Text;
using HpcClient.Output;

namespace HpcClient.Commands.Serve.Systemd;

/// <summary>
/// Tells the service manager how it goes (sd_notify(3)): one datagram a message to the socket that it names. Without one, as
/// on a terminal, nothing is sent.
/// </summary>
/// <remarks>
/// Our own, since Microsoft.Extensions.Hosting.Systemd knows neither watchdog nor reload nor status (looked at in 10.0.14),
/// and its host takes TERM and INT for itself; what would be left of it is one call of a socket.
/// </remarks>
internal sealed class ServiceNotifier : IDisposable
{
    private const string SocketVariable = "NOTIFY_SOCKET";
    private const string WatchdogVariable = "WATCHDOG_USEC";
    private const string WatchdogProcessVariable = "WATCHDOG_PID";
    private const long MicrosecondsPerSecond = 1_000_000;

    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _manager;

    /// <summary>Speaks to <paramref name="address"/>: a path, or a name in the abstract namespace after <c>@</c>; null or anything else for nobody.</summary>
    public ServiceNotifier(string? address, TimeSpan? watchdogPeriod = null)
    {
        WatchdogPeriod = watchdogPeriod;
        if (address is ['/' or '@', _, ..])
        {
            _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            _manager = new(address[0] == '@' ? $"\0{address[1..]}" : address);
        }
    }

    /// <summary>After how long without a sign of life the manager ends us; null when it does not watch.</summary>
    public TimeSpan? WatchdogPeriod { get; }

    /// <summary>
    /// The one whom the environment names. The variables are removed: jobs get a copy of our environment with some
    /// schedulers, and are no service of this machine.
    /// </summary>
    public static ServiceNotifier FromEnvironment()
    {
        var notifier = new ServiceNotifier(Environment.GetEnvironmentVariable(SocketVariable), Period());
        foreach (var variable in (string[])[SocketVariable, WatchdogVariable, WatchdogProcessVariable])
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        return notifier;
    }

    /// <summary>Start-up, or a reload, is done.</summary>
    public void Ready() => Send("READY=1");

    /// <summary>One line for <c>systemctl status</c>.</summary>
    public void Status(string text) => Send($"STATUS={LogWords.OneLine(text)}");

    /// <summary>A sign of life.</summary>
    public void Watchdog() => Send("WATCHDOG=1");

    /// <summary>The settings are being read again; <see cref="Ready"/> follows.</summary>
    public void Reloading(TimeProvider time)
    {
        // The manager compares with CLOCK_MONOTONIC, which is what time stamps of .NET are on Linux.
        var now = (Int128)time.GetTimestamp() * MicrosecondsPerSecond / time.TimestampFrequency;
        Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={now}"));
    }

    /// <summary>The end has begun.</summary>
    public void Stopping() => Send("STOPPING=1");

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    private static TimeSpan? Period()
    {
        var isForUs = Environment.GetEnvironmentVariable(WatchdogProcessVariable) is not { Length: > 0 } process
            || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return isForUs && long.TryParse(Environment.GetEnvironmentVariable(WatchdogVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length is > 0 and < long.MaxValue / 10
            ? TimeSpan.FromMicroseconds(length)
            : null;
    }

    private void Send(string message)
    {
        try
        {
            _socket?.SendTo(Encoding.UTF8.GetBytes(message), _manager!);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A manager that went away, or that we speak to while we end, is no reason not to work.
        }
    }
}
