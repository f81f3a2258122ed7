using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HpcClient.EmbeddedSite.Tests.Site;

/// <summary>Short forms of calls.</summary>
internal static class Calls
{
    public static Task<Answer> ReadAsync(this HttpClient caller, string path, string? feature = null) => caller.SendAsync(HttpMethod.Get, path, null, feature);

    public static Task<Answer> PostAsync(this HttpClient caller, string path, JsonNode? body = null) => caller.SendAsync(HttpMethod.Post, path, body);

    public static Task<Answer> PutAsync(this HttpClient caller, string path, JsonNode? body = null) => caller.SendAsync(HttpMethod.Put, path, body);

    public static async Task<Answer> SendAsync(this HttpClient caller, HttpMethod method, string path, JsonNode? body, string? feature = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        if (feature is not null)
        {
            request.Headers.Add("X-Accept-Feature", feature);
        }

        using var response = await caller.SendAsync(request);
        return await AnswerOf(response);
    }

    /// <summary>Uploads outputs as an engine does; a name goes as RFC 5987 asks.</summary>
    public static async Task<Answer> UploadAsync(this HttpClient caller, string path, JsonObject? metadata, params (string Name, byte[] Bytes)[] files)
    {
        using var form = new MultipartFormDataContent();
        var number = 0;
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"file{++number}", FileNameStar = name };
            form.Add(part);
        }

        if (metadata is not null)
        {
            form.Add(new StringContent(metadata.ToJsonString()), "metadata");
        }

        using var response = await caller.PostAsync(path, form);
        return await AnswerOf(response);
    }

    private static async Task<Answer> AnswerOf(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync();
        JsonNode? json = null;
        try
        {
            json = bytes.Length == 0 ? null : JsonNode.Parse(bytes);
        }
        catch (JsonException)
        {
            // Not every answer is JSON.
        }

        return new(response.StatusCode, json, bytes);
    }
}
