using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HpcClient.EndToEnd.Tests.Packages;

/// <summary>Gives files out by https on loopback.</summary>
internal sealed class PackageServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PackageServer(WebApplication app) => _app = app;

    /// <summary>Where it is, such as <c>https://127.0.0.1:4443</c>.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>Starts one.</summary>
    /// <param name="certificate">Its certificate, for 127.0.0.1.</param>
    /// <param name="files">What lies at which path; of one whose path ends with <c>stalls</c> the end never comes.</param>
    public static async Task<PackageServer> StartAsync(X509Certificate2 certificate, Dictionary<string, Func<byte[]>> files)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(async context =>
        {
            if (files.TryGetValue(context.Request.Path.Value ?? "", out var content))
            {
                await context.Response.Body.WriteAsync(content());
                if (context.Request.Path.Value!.EndsWith("stalls", StringComparison.Ordinal))
                {
                    await context.Response.Body.FlushAsync();
                    await Task.Delay(Timeout.Infinite, context.RequestAborted);
                }
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        });
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
