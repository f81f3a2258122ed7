using System.Net;
using HpcClient.EmbeddedSite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HpcClient.Commands.Serve.Status;

/// <summary>The status pages, on loopback only: everybody on this machine may read them, and nobody else.</summary>
internal sealed class StatusServer : IAsyncDisposable
{
    private const int MostConnections = 32;
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1);

    private readonly WebApplication _application;

    private StatusServer(WebApplication application) => _application = application;

    /// <summary>The port it listens on.</summary>
    public int Port => new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    /// <summary>Starts to listen.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<StatusServer> StartAsync(int port, Vitals vitals, CancellationToken cancellationToken)
    {
        // Empty: no settings of the environment's can make it listen elsewhere, and no watcher walks through the working folder.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton<IHostLifetime, NoHostLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var application = builder.Build();
        application.Run(http => AnswerAsync(http, vitals));
        try
        {
            await application.StartAsync(cancellationToken);
            return new(application);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }

    private static Task AnswerAsync(HttpContext http, Vitals vitals)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.Headers.Allow = "GET, HEAD";
            return SayAsync(http, StatusCodes.Status405MethodNotAllowed, "text/plain", "Only GET is answered here.\n"u8.ToArray());
        }

        var signs = vitals.Read();
        return http.Request.Path.Value switch
        {
            "/healthz" => SayAsync(http, signs.IsWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, "application/json", HealthPage.Json(signs)),
            "/metrics" => SayAsync(http, StatusCodes.Status200OK, PrometheusText.MediaType, System.Text.Encoding.UTF8.GetBytes(MetricsPage.Text(signs, ProcessReading.Now()))),
            _ => SayAsync(http, StatusCodes.Status404NotFound, "text/plain", "There are /healthz and /metrics.\n"u8.ToArray()),
        };
    }

    private static async Task SayAsync(HttpContext http, int status, string mediaType, byte[] body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = mediaType;
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }
}
