using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Http;

/// <summary>Reads requests and answers them as the core of 2018 did, where many a fault of the caller was a 500.</summary>
internal static class CoreCalls
{
    /// <summary>The body; what is no JSON, or nothing at all, is a 500 there.</summary>
    public static async Task<JsonNode?> JsonAsync(this ApiCall call)
    {
        var body = await call.ReadBodyAsync();
        try
        {
            return body.Length == 0 ? throw NoJson("") : JsonText.ParseStrict(body.Span);
        }
        catch (JsonException)
        {
            throw NoJson(Encoding.UTF8.GetString(body.Span));
        }
    }

    /// <summary>The body, an object.</summary>
    public static async Task<JsonObject> ObjectAsync(this ApiCall call) =>
        await call.JsonAsync() as JsonObject ?? throw RequestRefused.BadInput("The body must be an object.");

    /// <summary>Success without a value: an empty page of HTML, of which no client may expect JSON.</summary>
    public static Task NothingAsync(this ApiCall call)
    {
        call.Http.Response.ContentType = "text/html; charset=utf-8";
        call.Http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    /// <summary>The id in the path.</summary>
    /// <exception cref="RequestRefused">500: it cannot be one.</exception>
    public static string Id(this ApiCall call, string name = "id") => CheckId(call.Route(name), "");

    /// <summary>An id in a query or a body: its message differs by a letter.</summary>
    public static string CheckId(string given, string prefix = "u") => SiteClock.IsId(given)
        ? given
        : throw new RequestRefused(500, $"{prefix}'{given}' is not a valid ObjectId, it must be a 12-byte input or a 24-character hex string");

    private static RequestRefused NoJson(string text)
    {
        var at = text.AsSpan().TrimStart();
        var next = at is ['{', ..] ? at[1..].TrimStart() : [];
        if (next.IsEmpty || next[0] == '"')
        {
            return new(500, "No JSON object could be decoded");
        }

        var index = text.Length - next.Length;
        return new(500, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Expecting property name enclosed in double quotes: line 1 column {index + 1} (char {index})"));
    }
}
