using System.Net.Sockets;
using System.Text;

namespace HpcClient.Faults.Tests.Site;

/// <summary>One call and its answer, on a connection of its own.</summary>
internal sealed class WireExchange(TcpClient client, int sitePort)
{
    private const int MaxHead = 64 * 1024;
    private const int MaxKept = 256 * 1024;

    private readonly NetworkStream _client = client.GetStream();
    private readonly List<byte> _body = [];
    private byte[] _head = [];
    private byte[] _early = [];
    private int _status;

    public string Name { get; private set; } = "";

    public WireCall Call => new(Name, Encoding.UTF8.GetString([.. _body]), _status);

    private bool IsBroken { get; set; }

    /// <summary>Reads the request up to its body.</summary>
    /// <returns>False when none came.</returns>
    public async Task<bool> ReadHeadAsync(CancellationToken end)
    {
        var buffer = new byte[MaxHead];
        var count = 0;
        while (count < MaxHead)
        {
            var got = await _client.ReadAsync(buffer.AsMemory(count), end);
            if (got == 0)
            {
                return false;
            }

            count += got;
            if (buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8) is var at and >= 0)
            {
                var lines = Encoding.ASCII.GetString(buffer, 0, at).Split("\r\n");
                var words = lines[0].Split(' ');
                Name = $"{words[0]} {words[1].Split('?')[0]["/api/".Length..]}";

                // One call a connection: what is cut is then this call and no other.
                var kept = lines.Where(line => !line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase));
                _head = Encoding.ASCII.GetBytes(string.Join("\r\n", kept.Append("Connection: close")) + "\r\n\r\n");
                _early = buffer[(at + 4)..count];
                return true;
            }
        }

        return false;
    }

    /// <summary>Carries the call to the site and the answer back, unless a fault forbids it.</summary>
    public async Task PlayAsync(WireFault? fault, CancellationToken end)
    {
        switch (fault)
        {
            case WireFault.Answer answer:
                await AnswerAsync(answer, end);
                return;
            case WireFault.Never:
                await Task.Delay(Timeout.Infinite, end);
                return;
            case WireFault.Slow slow:
                await Task.Delay(slow.Delay, end);
                break;
        }

        using var site = new TcpClient();
        await site.ConnectAsync("127.0.0.1", sitePort, end);
        await using var upstream = site.GetStream();
        await upstream.WriteAsync(_head, end);
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(end);
        var up = SendBodyAsync(upstream, fault is WireFault.CutRequest cut ? cut.Bytes : int.MaxValue, answered.Token);
        var down = AnswerAsync(upstream, fault switch { WireFault.LoseAnswer => 0, WireFault.CutAnswer part => part.Bytes, _ => int.MaxValue }, end);
        if (await Task.WhenAny(up, down) == up && IsBroken)
        {
            Break();
            return;
        }

        await down;
        await answered.CancelAsync();
    }

    private async Task SendBodyAsync(NetworkStream site, int limit, CancellationToken end)
    {
        try
        {
            var left = limit;
            var buffer = new byte[64 * 1024];
            var piece = _early.AsMemory();
            while (true)
            {
                var part = piece[..Math.Min(piece.Length, left)];
                if (_body.Count < MaxKept)
                {
                    _body.AddRange(part.Span);
                }

                await site.WriteAsync(part, end);
                left -= part.Length;
                if (left == 0)
                {
                    IsBroken = true;
                    return;
                }

                var got = await _client.ReadAsync(buffer, end);
                if (got == 0)
                {
                    // The caller went away; a body that is not whole must not look whole to the site.
                    IsBroken = true;
                    return;
                }

                piece = buffer.AsMemory(0, got);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The answer came before the whole body was read, or the caller is gone.
        }
    }

    private async Task AnswerAsync(NetworkStream site, int limit, CancellationToken end)
    {
        var buffer = new byte[64 * 1024];
        var left = limit;
        while (await site.ReadAsync(buffer, end) is var got and > 0)
        {
            NoteStatus(buffer.AsSpan(0, got));
            var isInterim = _status == 0;
            var part = isInterim ? got : Math.Min(got, left);
            if (part > 0)
            {
                await _client.WriteAsync(buffer.AsMemory(0, part), end);
            }

            left -= isInterim ? 0 : part;
        }

        if (limit != int.MaxValue)
        {
            Break();
        }
        else
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }
    }

    // "100 Continue" asks for the body and is no answer yet.
    private void NoteStatus(ReadOnlySpan<byte> text)
    {
        if (_status != 0)
        {
            return;
        }

        for (var at = text.IndexOf("HTTP/1.1 "u8); at >= 0; at = text.IndexOf("HTTP/1.1 "u8))
        {
            text = text[(at + "HTTP/1.1 ".Length)..];
            if (text.Length >= 3 && int.TryParse(text[..3], out var status) && status >= 200)
            {
                _status = status;
                return;
            }
        }
    }

    private async Task AnswerAsync(WireFault.Answer answer, CancellationToken end)
    {
        var body = Encoding.UTF8.GetBytes(answer.Body);
        var head = $"HTTP/1.1 {answer.Status} Fault\r\nContent-Type: text/html\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{answer.Headers}\r\n";
        await _client.WriteAsync(Encoding.ASCII.GetBytes(head), end);
        await _client.WriteAsync(body, end);
        client.Client.Shutdown(SocketShutdown.Send);

        // Unread bytes would turn the close into a reset that can overtake the answer.
        var rest = new byte[64 * 1024];
        while (await _client.ReadAsync(rest, end) > 0)
        {
        }
    }

    // A reset, as from a firewall or a dying server.
    private void Break() => client.Client.Close(0);
}
