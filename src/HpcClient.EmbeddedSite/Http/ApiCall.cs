using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace HpcClient.EmbeddedSite.Http;

/// <summary>One request, its caller and its answer.</summary>
internal sealed class ApiCall(HttpContext http, Caller caller)
{
    private const int MaxJsonBytes = 16 * 1024 * 1024;

    public HttpContext Http => http;

    public Caller Caller => caller;

    public CancellationToken Aborted => http.RequestAborted;

    public string Route(string name) => http.GetRouteValue(name) as string ?? "";

    /// <summary>A query value; of several the last; null when absent.</summary>
    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var values) ? values[^1] ?? "" : null;

    public bool Flag(string name) => Query(name) is { } value && (value.Equals("true", StringComparison.OrdinalIgnoreCase) || value == "1");

    /// <summary>Values of a parameter that may be repeated and may hold comma lists.</summary>
    public string[] Values(string name) => http.Request.Query.TryGetValue(name, out var values)
        ? [.. values.SelectMany(value => (value ?? "").Split(',')).Where(value => value.Length > 0)]
        : [];

    /// <summary>
    /// The rest of the path after <paramref name="marker"/>, decoded from the bytes as they came: the server's own decoding
    /// leaves an escaped slash as it is and so cannot tell it from a name that holds <c>%2F</c>.
    /// </summary>
    public string NameAfter(string marker)
    {
        var raw = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var query = raw.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? raw : raw[..query];
        return Uri.UnescapeDataString(path[(path.IndexOf(marker, StringComparison.Ordinal) + marker.Length)..]);
    }

    public bool Accepts(string feature) => http.Request.Headers["X-Accept-Feature"]
        .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries))
        .Contains(feature, StringComparer.OrdinalIgnoreCase);

    /// <summary>The body; null when there is none.</summary>
    public async Task<JsonNode?> ReadJsonAsync()
    {
        var body = await ReadBodyAsync();
        return body.Length == 0 ? null : JsonText.ParseStrict(body.Span);
    }

    /// <summary>The body's bytes, up to a limit that no document needs.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadBodyAsync()
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int count;
        while ((count = await http.Request.Body.ReadAsync(chunk, Aborted)) > 0)
        {
            buffer.Write(chunk, 0, count);
            if (buffer.Length > MaxJsonBytes)
            {
                throw new RequestRefused(413, $"The body is larger than {MaxJsonBytes} bytes.");
            }
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    public async Task<JsonObject> ReadObjectAsync() => await ReadJsonAsync() as JsonObject ?? throw RequestRefused.BadInput("The body must be a JSON object.");

    public Task AnswerAsync(JsonNode? body) => AnswerBytesAsync(JsonText.BytesOf(body), "application/json; charset=utf-8");

    /// <summary>200 without a body, as sites answer a call that has nothing to say.</summary>
    public Task AnswerNothingAsync()
    {
        http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    public async Task AnswerBytesAsync(byte[] body, string contentType)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, Aborted);
    }
}
