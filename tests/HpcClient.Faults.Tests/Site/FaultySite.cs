using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace HpcClient.Faults.Tests.Site;

/// <summary>Stands between the product and the site: counts calls, and lets some of them go wrong.</summary>
internal sealed class FaultySite : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<WireRule> _rules = [];
    private readonly ConcurrentQueue<WireCall> _calls = [];
    private readonly Func<int> _sitePort;
    private readonly Task _accepting;

    /// <summary>Opens it.</summary>
    /// <param name="sitePort">Where the site listens now.</param>
    public FaultySite(Func<int> sitePort)
    {
        _sitePort = sitePort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All calls that are over, in the order of their ends.</summary>
    public IEnumerable<WireCall> Calls => _calls;

    /// <summary>Lets calls go wrong from now on.</summary>
    /// <param name="calls">Regular expression for method and path, such as <c>^POST jobs/\w+/logs$</c>.</param>
    /// <param name="fault">What happens to them.</param>
    /// <param name="times">How many of them.</param>
    public WireRule Break(string calls, WireFault fault, int times = int.MaxValue)
    {
        var rule = new WireRule(new(calls, RegexOptions.CultureInvariant), fault, times);
        _rules.Enqueue(rule);
        return rule;
    }

    /// <summary>All is well again.</summary>
    public void Mend() => _rules.Clear();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var exchange = new WireExchange(client, _sitePort());
                if (await exchange.ReadHeadAsync(_end.Token))
                {
                    var rule = _rules.FirstOrDefault(rule => rule.Takes(exchange.Name));
                    await exchange.PlayAsync(rule?.Fault, _end.Token);
                    _calls.Enqueue(exchange.Call);
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of the two ends is gone: so is the connection.
            }
        }
    }
}
