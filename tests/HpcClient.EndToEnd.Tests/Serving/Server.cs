using System.Text;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Serving;

/// <summary>A running <c>fw-hpc-client serve</c>.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly StringBuilder _log = new();
    private readonly RunningChild _child;

    private Server(Installation site, IReadOnlyList<string> options, IReadOnlyDictionary<string, string?> environment) => _child = RunningChild.Start(
        new()
        {
            Program = Product.Client,
            Arguments = ["serve", "--folder", site.Hpc, "--poll-seconds", "1", .. options],
            Environment = environment,
        },
        (_, bytes) =>
        {
            lock (_log)
            {
                _log.Append(Encoding.UTF8.GetString(bytes.Span));
            }

            return ValueTask.CompletedTask;
        });

    public int ProcessId => _child.ProcessId;

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Starts it, and waits until it serves.</summary>
    public static async Task<Server> StartAsync(Installation site, IReadOnlyList<string>? options = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var server = new Server(site, options ?? [], environment ?? new Dictionary<string, string?>());
        await server.SaysAsync("Serving ");
        return server;
    }

    /// <summary>How often <paramref name="text"/> stands in the log.</summary>
    public int Count(string text) => Log.Split(text).Length - 1;

    /// <summary>Waits until the log has <paramref name="text"/>.</summary>
    public Task SaysAsync(string text, int times = 1) => Eventually.TrueAsync(() => Count(text) >= times, $"serve says '{text}' {times} times; it said: {Log}");

    public void Send(Signal signal) => _child.Send(signal);

    /// <summary>Waits for its end.</summary>
    public Task<int> EndAsync() => _child.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>Sends TERM and waits for its end.</summary>
    public async Task<int> StopAsync()
    {
        Send(Signal.Terminate);
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _child.StopAsync(TimeSpan.FromSeconds(10));
        _child.Dispose();
    }
}
