using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HpcClient.EndToEnd.Tests.Machine;

/// <summary>A registry on loopback that has one image, of whose layer only the beginning ever comes (OCI distribution-spec 1.1).</summary>
internal sealed class StallingRegistry : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";
    private const int LayerBytes = 50_000_000;

    private readonly WebApplication _app;

    private StallingRegistry(WebApplication app) => _app = app;

    /// <summary>Its image, as <c>docker://127.0.0.1:PORT/lab/gear:1.0</c>.</summary>
    public string Image => $"docker://{new Uri(_app.Urls.Single()).Authority}/lab/gear:1.0";

    /// <summary>Starts one.</summary>
    public static async Task<StallingRegistry> StartAsync()
    {
        var layer = $"sha256:{new string('1', 64)}";
        var config = Encoding.UTF8.GetBytes($$$"""{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["{{{layer}}}"]}}""");
        var manifest = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}",
             "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{config.Length}},"digest":"{{DigestOf(config)}}"},
             "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":{{LayerBytes}},"digest":"{{layer}}"}]}
            """));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async context =>
        {
            var path = context.Request.Path.Value ?? "";
            if (path.Contains("/manifests/", StringComparison.Ordinal))
            {
                context.Response.Headers["Docker-Content-Digest"] = DigestOf(manifest);
                await GiveAsync(context, ManifestType, manifest);
            }
            else if (path.EndsWith(DigestOf(config), StringComparison.Ordinal))
            {
                await GiveAsync(context, "application/octet-stream", config);
            }
            else if (path.EndsWith(layer, StringComparison.Ordinal))
            {
                context.Response.ContentLength = LayerBytes;
                await context.Response.Body.WriteAsync(new byte[1000]);
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
        });
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string DigestOf(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    private static async Task GiveAsync(HttpContext context, string type, byte[] content)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(content);
        }
    }
}
