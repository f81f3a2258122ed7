using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HpcClient.Tests.Shared;

/// <summary>A web proxy on loopback that knows CONNECT only and leads every host to one port of this machine.</summary>
internal sealed class HospitalProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly string? _user;
    private readonly Task _loop;

    /// <summary>Starts one.</summary>
    /// <param name="target">The port that all hosts lead to.</param>
    /// <param name="user">Name and password, with a colon between, that it asks for; null for none.</param>
    public HospitalProxy(int target, string? user = null)
    {
        _target = target;
        _user = user;
        _listener.Start();
        _loop = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What was asked for, such as <c>site.example.edu:443</c>.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var _ = client;
            var stream = client.GetStream();
            var head = await HeadAsync(stream);
            Asked.Enqueue(head.Split(' ')[1]);
            if (_user is not null && !head.Contains($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(_user))}", StringComparison.Ordinal))
            {
                await AnswerAsync(stream, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"hospital\"\r\nContent-Length: 0");
                return;
            }

            using var target = new TcpClient();
            await target.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await AnswerAsync(stream, "200 Connection established");
            var through = target.GetStream();
            await Task.WhenAny(stream.CopyToAsync(through, _stop.Token), through.CopyToAsync(stream, _stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // Whoever asked has gone, or the test is over.
        }
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stop.Token) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private async Task AnswerAsync(NetworkStream stream, string status) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n\r\n"), _stop.Token);
}
