using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Calling;

/// <summary>Calls an embedded site as one of its users.</summary>
public sealed class SiteCaller : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Calls the site at <paramref name="api"/> with a user's key.</summary>
    public SiteCaller(Uri api, string key)
    {
        // No limit for a whole call: images are large, and the server is on this machine.
        _http = new() { BaseAddress = api, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new("scitran-user", key);
    }

    /// <summary>Calls the server that serves a data folder.</summary>
    /// <exception cref="EmbeddedSiteException">None runs, or it has no such user.</exception>
    public static SiteCaller Connect(DataFolder folder, string user)
    {
        var site = RunningSite.Find(folder);
        return SiteSecrets.Read(folder)?.UserKeys.TryGetValue(user, out var key) == true
            ? new(site.Api, key)
            : throw new EmbeddedSiteException($"'{folder.Secrets}' has no key of user '{user}'. Give one of the users it names.");
    }

    /// <summary>GET.</summary>
    public Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken) => CallAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>POST of a JSON body.</summary>
    public Task<JsonNode?> PostAsync(string path, JsonNode body, CancellationToken cancellationToken) => CallAsync(HttpMethod.Post, path, Json(body), cancellationToken);

    /// <summary>PUT of a JSON body.</summary>
    public Task<JsonNode?> PutAsync(string path, JsonNode body, CancellationToken cancellationToken) => CallAsync(HttpMethod.Put, path, Json(body), cancellationToken);

    /// <summary>Streams a file as the body of a POST.</summary>
    public async Task<JsonNode?> PostFileAsync(string path, string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return await CallAsync(HttpMethod.Post, path, new StreamContent(stream), cancellationToken);
    }

    /// <summary>Streams a file into a container.</summary>
    /// <param name="path">Such as <c>acquisitions/ID/files</c>.</param>
    /// <param name="file">The file here.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="metadata">What is known of it, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<JsonNode?> UploadAsync(string path, string file, string name, JsonObject? metadata, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        using var form = new MultipartFormDataContent();
        var part = new StreamContent(stream);
        part.Headers.ContentDisposition = new("form-data") { Name = "file", FileNameStar = name };
        form.Add(part);
        if (metadata is not null)
        {
            form.Add(new ByteArrayContent(JsonText.BytesOf(metadata)), "metadata");
        }

        return await CallAsync(HttpMethod.Post, path, form, cancellationToken);
    }

    /// <summary>Streams an answer into <paramref name="target"/>.</summary>
    public async Task DownloadAsync(string path, Stream target, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new(HttpMethod.Get, path), cancellationToken);
        await response.Content.CopyToAsync(target, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static ByteArrayContent Json(JsonNode body)
    {
        var content = new ByteArrayContent(JsonText.BytesOf(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private async Task<JsonNode?> CallAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new(method, path) { Content = content }, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return body.Length == 0 ? null : JsonNode.Parse(body);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            HttpResponseMessage response;
            try
            {
                response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            }
            catch (HttpRequestException e)
            {
                throw new SiteCallException($"The embedded site at {_http.BaseAddress} cannot be reached: {e.Message}", inner: e);
            }

            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw new SiteCallException($"The site answered {(int)response.StatusCode}: {await MessageAsync(response, cancellationToken)}", (int)response.StatusCode);
            }
        }
    }

    private static async Task<string> MessageAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            return (JsonNode.Parse(body) as JsonObject)?.Text("message") ?? body;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
