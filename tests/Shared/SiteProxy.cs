using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace HpcClient.Tests.Shared;

/// <summary>Stands between a client and a site: writes down each call, and answers some of them with a status of its own.</summary>
internal sealed class SiteProxy : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _site;
    private readonly ConcurrentBag<Task> _answers = [];
    private readonly Task _accepting;
    private int _atOnce;

    public SiteProxy(Uri site)
    {
        _site = new() { BaseAddress = site };
        Port = FreePort();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Method and path below <c>/api/</c> of each call, in the order of arrival.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>The bodies that came with them.</summary>
    public ConcurrentQueue<(string Call, string Body)> Bodies { get; } = [];

    /// <summary>The most calls that were under way at one time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>A status to answer a call with instead of asking the site.</summary>
    public Func<string, HttpStatusCode?> Instead { get; set; } = _ => null;

    /// <summary>The same, for those who look at the body.</summary>
    public Func<string, string, HttpStatusCode?> InsteadOf { get; set; } = (_, _) => null;

    /// <summary>Changes what the site answers to a call, in text.</summary>
    public Func<string, string, string>? Rewrite { get; set; }

    /// <summary>Calls are held until so many are under way at once, or none more come; 1 holds none.</summary>
    public int Gather { get; set; } = 1;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_answers);
        _listener.Close();
        _site.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var call = await _listener.GetContextAsync();
                _answers.Add(AnswerAsync(call));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext call)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
        var name = $"{call.Request.HttpMethod} {call.Request.Url!.AbsolutePath["/api/".Length..]}";
        Calls.Enqueue(name);
        using var body = new MemoryStream();
        await call.Request.InputStream.CopyToAsync(body);
        var text = System.Text.Encoding.UTF8.GetString(body.ToArray());
        Bodies.Enqueue((name, text));
        await EnoughAsync();
        try
        {
            if ((Instead(name) ?? InsteadOf(name, text)) is { } status)
            {
                call.Response.StatusCode = (int)status;
            }
            else
            {
                await ForwardAsync(call, name, body.ToArray());
            }

            call.Response.Close();
        }
        catch (HttpRequestException)
        {
            // The site is away: so is its proxy.
            call.Response.Abort();
        }
        catch
        {
            // A fault of the test's own: told when the proxy goes, and nobody waits for an answer until then.
            call.Response.Abort();
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }

    private async Task EnoughAsync()
    {
        if (Gather == 1)
        {
            return;
        }

        // Long enough for calls that are really made side by side to arrive; alone, a call goes on after this.
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        try
        {
            while (Volatile.Read(ref _atOnce) < Gather)
            {
                await tick.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // No more came.
        }
    }

    private async Task ForwardAsync(HttpListenerContext call, string name, byte[] body)
    {
        using var request = new HttpRequestMessage(new(call.Request.HttpMethod), call.Request.Url!.PathAndQuery);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
        }

        foreach (var header in call.Request.Headers.AllKeys.Where(n => n is not null && !n.Equals("Host", StringComparison.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(header!, call.Request.Headers[header]))
            {
                request.Content?.Headers.TryAddWithoutValidation(header!, call.Request.Headers[header]);
            }
        }

        using var answer = await _site.SendAsync(request);
        call.Response.StatusCode = (int)answer.StatusCode;
        call.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        var said = await answer.Content.ReadAsByteArrayAsync();

        // What is left as it is may be no text at all, such as a gear's image.
        var text = System.Text.Encoding.UTF8.GetString(said);
        await call.Response.OutputStream.WriteAsync(Rewrite?.Invoke(name, text) is { } changed && changed != text ? System.Text.Encoding.UTF8.GetBytes(changed) : said);
    }
}
