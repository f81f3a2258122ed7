using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HpcClient.EndToEnd.Tests.Machine;

/// <summary>Something that stands before an embedded site: hands on what it is asked, or answers itself.</summary>
internal sealed class BetweenSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<string> _asked = new();

    private BetweenSite(WebApplication app) => _app = app;

    /// <summary>Its port on loopback.</summary>
    public int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>Paths that were asked for.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>Starts one.</summary>
    /// <param name="behind">Port of the site.</param>
    /// <param name="answer">Status and body of an answer of its own; null to hand the call on.</param>
    /// <param name="clock">How far the clock of its answers is ahead.</param>
    public static async Task<BetweenSite> StartAsync(int behind, Func<HttpContext, (int Status, string Body)?> answer, TimeSpan clock = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        var between = new BetweenSite(app);
        app.Run(async context =>
        {
            between._asked.Enqueue(context.Request.Path);
            context.Response.Headers.Date = TimeProvider.System.GetUtcNow().Add(clock).ToString("R", CultureInfo.InvariantCulture);
            if (answer(context) is var (status, body))
            {
                context.Response.StatusCode = status;
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
                return;
            }

            await between.HandOnAsync(context, behind);
        });
        await app.StartAsync();
        return between;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task HandOnAsync(HttpContext context, int behind)
    {
        using var request = new HttpRequestMessage(new(context.Request.Method), $"http://127.0.0.1:{behind}{context.Request.Path}{context.Request.QueryString}");
        if (context.Request.ContentLength > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        foreach (var (name, value) in context.Request.Headers.Where(header => header.Key is "Authorization" or "Accept" || header.Key.StartsWith("X-", StringComparison.OrdinalIgnoreCase)))
        {
            request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
        }

        using var answer = await _http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
