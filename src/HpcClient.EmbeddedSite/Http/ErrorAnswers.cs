using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Json;
using Microsoft.AspNetCore.Http;

namespace HpcClient.EmbeddedSite.Http;

/// <summary>Gives every error the body <c>{message, status_code, request_id}</c>, unknown routes and methods too.</summary>
/// <param name="site">Clock and log.</param>
/// <param name="words">What is said of a status that no handler gave, such as that of an unknown route.</param>
internal sealed class ErrorAnswers(SiteState site, Func<int, string> words)
{
    public async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            {
                await AnswerAsync(http, http.Response.StatusCode, words(http.Response.StatusCode), null);
            }
        }
        catch (RequestRefused e)
        {
            await AnswerAsync(http, e.Status, e.Message, e.More);
        }
        catch (JsonException e)
        {
            await AnswerAsync(http, 400, "The body is not the JSON that this call wants: " + e.Message, null);
        }
        catch (BadHttpRequestException e)
        {
            await AnswerAsync(http, e.StatusCode, e.Message, null);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller left; there is nobody to answer.
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            site.Log($"{http.Request.Method} {http.Request.Path} failed: {e}");
            await AnswerAsync(http, 500, e.Message, null);
        }
    }

    private async Task AnswerAsync(HttpContext http, int status, string message, JsonObject? more)
    {
        if (http.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            http.Abort();
            return;
        }

        var body = new JsonObject
        {
            ["message"] = message,
            ["status_code"] = status,
            ["request_id"] = $"{Random.Shared.Next():x8}-{site.Clock.Now.ToUnixTimeSeconds()}",
        };
        foreach (var (key, value) in more ?? [])
        {
            body[key] = value?.DeepClone();
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.Body.WriteAsync(JsonText.BytesOf(body), CancellationToken.None);
    }
}
