using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Storage;
using HpcClient.EmbeddedSite.Users;

namespace HpcClient.EmbeddedSite.Tests.Core2018.Recorded;

/// <summary>Sends the recorded requests, in order, to a new site of 2018, and does between them what was done to the real one's database.</summary>
internal sealed class Replay : IAsyncDisposable
{
    private const string Secret = "core-drone-secret-1";
    private const string Address = "127.0.0.1:8180";

    /// <summary>The bytes of the uploads; those of out2.txt are not known, only that there are 12.</summary>
    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["input.txt"] = "test\ndata\nline three\n"u8.ToArray(),
        ["out1.csv"] = "a,b\n1,2\n"u8.ToArray(),
        ["out2.txt"] = "second file\n"u8.ToArray(),
        ["failed.csv"] = "partial\n"u8.ToArray(),
        // Two stored members and a comment, as Python's zipfile writes them.
        ["test.zip"] = Convert.FromBase64String(
            "UEsDBBQAAAAAAABgfkwj33IACAAAAAgAAAALAAAAZGlyL29uZS5jc3Z4LHkKMSwyClBLAwQUAAAAAAAAYH5MdAgXlgQAAAAEAAAABwAAAHR3by50eHR0d28KUEsBAhQDFAAAAAAAAGB+TCPfcgAIAAAACAAAAAsAAAAAAAAAAAAAAIABAAAAAGRpci9vbmUuY3N2UEsBAhQDFAAAAAAAAGB+THQIF5YEAAAABAAAAAcAAAAAAAAAAAAAAIABMQAAAHR3by50eHRQSwUGAAAAAAIAAgBuAAAAWgAAAAkAYSBjb21tZW50"),
    };

    private readonly EmbeddedSiteServer _server;
    private readonly string _folder;
    private readonly TokenMap _tokens = new();
    private readonly HttpClient _http;

    private Replay(EmbeddedSiteServer server, string folder)
    {
        _server = server;
        _folder = folder;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        _tokens.Learn(Secret, server.Secrets.DroneSecret);
        _tokens.Learn(Address, $"127.0.0.1:{server.Port}");
    }

    public static async Task<Replay> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("fw-hpc-2018-").FullName;
        var server = await EmbeddedSiteServer.StartAsync(new()
        {
            DataFolder = folder,
            Generation = SiteGeneration.Core2018,
            OrphanAfter = EmbeddedSiteOptions.OrphanAfter2018,
            OrphanScanInterval = null,
        });
        // The recording begins on an empty database.
        server.State.Database.Write(session =>
        {
            session.Execute("DELETE FROM documents WHERE kind=$0", UserRoutes.Kind);
            session.Execute("DELETE FROM keys");
        });
        return new(server, folder);
    }

    /// <returns>What differs, in words, or null.</returns>
    public async Task<string?> DifferenceAsync(RecordedExchange exchange)
    {
        Before(exchange);
        using var request = Request(exchange);
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return new AnswerComparison(_tokens).Difference(exchange, response, body);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Before(RecordedExchange exchange)
    {
        if (exchange.Name == "key-self")
        {
            _server.State.Database.Write(session =>
            {
                session.Execute("DELETE FROM keys");
                foreach (var (user, key) in (ReadOnlySpan<(string, string)>)
                    [("admin", "adminkey0000000001"), ("user", "userkey00000000001"), ("other", "otherkey0000000001"), ("off", "offkey000000000001"), ("ghost", "ghostkey0000000001")])
                {
                    KeyTable.Put(session, key, KeyTable.UserKind, user + "@example.com");
                }
            });
        }
        else if (exchange.Name is "reap" or "reap-ticketed")
        {
            // The notes say so: the newest running job had no heartbeat for 200 s, by a change of the database.
            _server.State.Database.Write(session =>
            {
                var job = JobTable.InState(session, JobStateWord.Running)[^1];
                job["modified"] = SiteClock.Stamp(_server.State.Clock.Now - TimeSpan.FromSeconds(200));
                JobTable.Put(session, job);
            });
        }
    }

    private HttpRequestMessage Request(RecordedExchange exchange)
    {
        var request = new HttpRequestMessage(new(exchange.Method), new Uri($"http://127.0.0.1:{_server.Port}{_tokens.Apply(exchange.Path)}"));
        var type = "application/json";
        foreach (var header in exchange.Headers)
        {
            var (name, value) = (header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            switch (name)
            {
                case "Content-Type":
                    type = value;
                    break;
                case "Transfer-Encoding":
                    request.Headers.TransferEncodingChunked = true;
                    break;
                default:
                    request.Headers.TryAddWithoutValidation(name, _tokens.Apply(value));
                    break;
            }
        }

        request.Content = exchange.Form is { } form ? FormOf(form) : exchange.Body switch
        {
            null => null,
            JsonValue text when text.GetValueKind() == JsonValueKind.String => new StringContent((string)text!, Encoding.UTF8, type),
            var json => new StringContent(_tokens.Apply(json.ToJsonString()), Encoding.UTF8, type),
        };
        return request;
    }

    private MultipartFormDataContent FormOf(IReadOnlyList<string> parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var part in parts)
        {
            var (name, value) = (part[..part.IndexOf('=', StringComparison.Ordinal)], part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            if (value.StartsWith('@'))
            {
                form.Add(new ByteArrayContent(Files[value[1..]]), name, value[1..]);
            }
            else
            {
                form.Add(new StringContent(_tokens.Apply(value)), name);
            }
        }

        return form;
    }
}
